# Tells a nanoFramework firmware build where the native half of Edge.Native lies. Copy it to the CMake/Modules folder of nf-interpreter, add "Edge.Native" to
# NF_INTEROP_ASSEMBLIES, and put (or link) device-runtime/native as InteropAssemblies/Edge.Native, or name another place in EDGE_NATIVE_PATH.

if(NOT EDGE_NATIVE_PATH)
    set(EDGE_NATIVE_PATH ${PROJECT_SOURCE_DIR}/InteropAssemblies/Edge.Native)
endif()

file(GLOB EDGE_NATIVE_ENGINE ${EDGE_NATIVE_PATH}/src/*.c ${EDGE_NATIVE_PATH}/reader/*.c)

set(Edge.Native_INCLUDE_DIRS ${EDGE_NATIVE_PATH}/include ${EDGE_NATIVE_PATH}/interop)
set(Edge.Native_SOURCES
    ${EDGE_NATIVE_PATH}/interop/Edge_Native.cpp
    ${EDGE_NATIVE_PATH}/interop/session.c
    ${EDGE_NATIVE_ENGINE})

include(FindPackageHandleStandardArgs)
FIND_PACKAGE_HANDLE_STANDARD_ARGS(INTEROP-Edge.Native DEFAULT_MSG Edge.Native_INCLUDE_DIRS Edge.Native_SOURCES)
