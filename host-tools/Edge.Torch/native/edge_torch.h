// The C interface between Edge.Torch (C#) and libtorch. One boxed call reaches every operator; the rest is what has no schema.
// A tensor handle is an owned reference to a c10::TensorImpl; whoever receives one releases it.
#pragma once
#include <cstdint>

// One argument or result of an operator. Mirrored by NativeValue in NativeLibrary.cs: 16 bytes.
struct EdgeValue {
    int32_t tag;     // EdgeTag
    int32_t length;  // elements of a list
    union {
        int64_t integer;
        double real;
        void* pointer;
    };
};

enum EdgeTag : int32_t {
    EDGE_NONE = 0,
    EDGE_TENSOR = 1,            // pointer: tensor handle
    EDGE_INT = 2,
    EDGE_DOUBLE = 3,
    EDGE_BOOL = 4,
    EDGE_INT_LIST = 5,          // pointer: int64_t[length]
    EDGE_TENSOR_LIST = 6,       // pointer: tensor handle[length]
    EDGE_OPTIONAL_TENSORS = 7,  // pointer: tensor handle[length], null where absent
    EDGE_GENERATOR = 8,         // pointer: generator handle
    EDGE_STRING = 9,            // pointer: UTF-8, length bytes
};

// What the managed side asks about every tensor it wraps, in one call.
struct EdgeTensorInfo {
    int64_t elements;
    int64_t owned_bytes;  // storage bytes when this tensor alone holds its storage, else 0
    int32_t dimensions;
    int32_t scalar_type;
};
