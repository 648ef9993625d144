/* The native half of the managed assembly Edge.Native (device-runtime/Edge.Native): one static function for each of its InternalCall methods. */
#ifndef EDGE_NATIVE_H
#define EDGE_NATIVE_H

#include <nanoCLR_Interop.h>
#include <nanoCLR_Runtime.h>
#include <nanoCLR_Checks.h>

struct Library_Edge_Native_Edge_Native_NativeMethods
{
    NANOCLR_NATIVE_DECLARE(Version___STATIC__I4);
    NANOCLR_NATIVE_DECLARE(Open___STATIC__I4__SZARRAY_U1__SZARRAY_U1__SZARRAY_I4);
    NANOCLR_NATIVE_DECLARE(Run___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__SZARRAY_I4);
};

extern const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_Edge_Native;

#endif
