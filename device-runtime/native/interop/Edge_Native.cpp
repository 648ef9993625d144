#include "Edge_Native.h"
#include "session.h"

HRESULT Library_Edge_Native_Edge_Native_NativeMethods::Version___STATIC__I4(CLR_RT_StackFrame &stack)
{
    NANOCLR_HEADER();
    SetResult_INT32(stack, 1);
    NANOCLR_NOCLEANUP_NOLABEL();
}

HRESULT Library_Edge_Native_Edge_Native_NativeMethods::Open___STATIC__I4__SZARRAY_U1__SZARRAY_U1__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    NANOCLR_HEADER();
    CLR_RT_TypedArray_UINT8 file;
    CLR_RT_TypedArray_UINT8 memory;
    CLR_RT_TypedArray_INT32 facts;
    NANOCLR_CHECK_HRESULT(Interop_Marshal_UINT8_ARRAY(stack, 0, file));
    NANOCLR_CHECK_HRESULT(Interop_Marshal_UINT8_ARRAY(stack, 1, memory));
    NANOCLR_CHECK_HRESULT(Interop_Marshal_INT32_ARRAY(stack, 2, facts));
    if (facts.GetSize() < 2)
    {
        NANOCLR_SET_AND_LEAVE(CLR_E_INVALID_PARAMETER);
    }
    SetResult_INT32(stack, edge_session_open(file.GetBuffer(), file.GetSize(), memory.GetBuffer(), memory.GetSize(), (int32_t *)facts.GetBuffer()));
    NANOCLR_NOCLEANUP();
}

HRESULT Library_Edge_Native_Edge_Native_NativeMethods::Run___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    NANOCLR_HEADER();
    CLR_RT_TypedArray_UINT8 file;
    CLR_RT_TypedArray_UINT8 memory;
    CLR_RT_TypedArray_UINT8 input;
    CLR_RT_TypedArray_INT32 output;
    signed int layer;
    int32_t *to = NULL;
    size_t outputs = 0;
    NANOCLR_CHECK_HRESULT(Interop_Marshal_UINT8_ARRAY(stack, 0, file));
    NANOCLR_CHECK_HRESULT(Interop_Marshal_UINT8_ARRAY(stack, 1, memory));
    NANOCLR_CHECK_HRESULT(Interop_Marshal_INT32(stack, 2, layer));
    NANOCLR_CHECK_HRESULT(Interop_Marshal_UINT8_ARRAY(stack, 3, input));
    // Only the last layer needs an output; marshalling refuses null.
    if (stack.Arg4().DereferenceArray() != NULL)
    {
        NANOCLR_CHECK_HRESULT(Interop_Marshal_INT32_ARRAY(stack, 4, output));
        to = (int32_t *)output.GetBuffer();
        outputs = output.GetSize();
    }
    SetResult_INT32(
        stack,
        edge_session_run(file.GetBuffer(), file.GetSize(), memory.GetBuffer(), memory.GetSize(), layer, input.GetBuffer(), input.GetSize(), to, outputs));
    NANOCLR_NOCLEANUP();
}

// By the order of the methods in the managed assembly: four of InteropEngine, then those of NativeMethods.
static const CLR_RT_MethodHandler method_lookup[] = {
    NULL,
    NULL,
    NULL,
    NULL,
    Library_Edge_Native_Edge_Native_NativeMethods::Version___STATIC__I4,
    Library_Edge_Native_Edge_Native_NativeMethods::Open___STATIC__I4__SZARRAY_U1__SZARRAY_U1__SZARRAY_I4,
    Library_Edge_Native_Edge_Native_NativeMethods::Run___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__SZARRAY_I4,
};

const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_Edge_Native = {
    "Edge.Native",
    0xE30FA6D0,
    method_lookup,
    {1, 0, 0, 0},
};
