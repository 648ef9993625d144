#include "edge_torch.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/core/ivalue.h>
#include <ATen/EmptyTensor.h>
#include <c10/core/DefaultDtype.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/variable.h>

#include <mutex>
#include <string>

#include "handles.h"

thread_local std::string edge_error;

namespace {

c10::IValue to_ivalue(const EdgeValue& value) {
    switch (value.tag) {
        case EDGE_NONE: return c10::IValue();
        case EDGE_TENSOR: return c10::IValue(borrow(value.pointer));
        case EDGE_INT: return c10::IValue(value.integer);
        case EDGE_DOUBLE: return c10::IValue(value.real);
        case EDGE_BOOL: return c10::IValue(value.integer != 0);
        case EDGE_INT_LIST: return c10::IValue(c10::IntArrayRef(static_cast<int64_t*>(value.pointer), value.length));
        case EDGE_TENSOR_LIST: return c10::IValue(borrow_all(value.pointer, value.length));
        case EDGE_OPTIONAL_TENSORS: {
            c10::List<c10::optional<at::Tensor>> list;
            for (auto& tensor : borrow_all(value.pointer, value.length))
                list.push_back(tensor.defined() ? c10::optional<at::Tensor>(tensor) : c10::nullopt);
            return c10::IValue(std::move(list));
        }
        case EDGE_GENERATOR: return c10::IValue(*static_cast<at::Generator*>(value.pointer));
        case EDGE_STRING: return c10::IValue(std::string(static_cast<char*>(value.pointer), value.length));
    }
    throw std::runtime_error("unknown argument tag " + std::to_string(value.tag));
}

void give(at::Tensor tensor, EdgeValue* results, int32_t capacity, int32_t& count) {
    if (count >= capacity) throw std::runtime_error("more results than the caller has room for");
    results[count++] = {EDGE_TENSOR, 0, {.pointer = own(std::move(tensor))}};
}

void give(c10::IValue&& value, EdgeValue* results, int32_t capacity, int32_t& count) {
    if (value.isTensor()) return give(std::move(value).toTensor(), results, capacity, count);
    if (value.isTensorList()) {
        for (const at::Tensor& tensor : value.toTensorVector()) give(tensor, results, capacity, count);
        return;
    }
    if (count >= capacity) throw std::runtime_error("more results than the caller has room for");
    if (value.isBool()) results[count++] = {EDGE_BOOL, 0, {.integer = value.toBool()}};
    else if (value.isInt()) results[count++] = {EDGE_INT, 0, {.integer = value.toInt()}};
    else if (value.isDouble()) results[count++] = {EDGE_DOUBLE, 0, {.real = value.toDouble()}};
    else throw std::runtime_error("the operator returns a " + value.tagKind() + ", which has no managed form");
}

}  // namespace

// The version of the libtorch this shim was compiled against.
EDGE_API const char* edge_version() { return TORCH_VERSION; }

// The message of the last failure on this thread; valid until the next one.
EDGE_API const char* edge_last_error() { return edge_error.c_str(); }

// Finds an operator once; the handle lives as long as the process.
EDGE_API int edge_find(const char* name, const char* overload, void** found) {
    return guarded([&] {
        *found = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
    });
}

// Calls an operator. Missing trailing arguments take the schema's defaults. Without capacity the results are dropped.
EDGE_API int edge_call(void* op, const EdgeValue* arguments, int32_t n, EdgeValue* results, int32_t capacity, int32_t* count) {
    return guarded([&] {
        auto& handle = *static_cast<c10::OperatorHandle*>(op);
        const auto& schema = handle.schema().arguments();
        torch::jit::Stack stack;
        stack.reserve(schema.size());
        for (int32_t i = 0; i < n; i++) stack.push_back(to_ivalue(arguments[i]));
        for (size_t i = n; i < schema.size(); i++) {
            if (!schema[i].default_value()) throw std::runtime_error("missing argument '" + schema[i].name() + "'");
            stack.push_back(*schema[i].default_value());
        }
        handle.callBoxed(stack);
        *count = 0;
        if (capacity > 0)
            for (auto& value : stack) give(std::move(value), results, capacity, *count);
    });
}

EDGE_API void edge_release(void* tensor) { take(tensor); }

// A second handle on the same tensor.
EDGE_API void* edge_share(void* tensor) { return own(borrow(tensor)); }

EDGE_API void edge_info(void* tensor, EdgeTensorInfo* info) {
    auto* impl = static_cast<c10::TensorImpl*>(tensor);
    info->elements = impl->numel();
    info->owned_bytes = impl->has_storage() && impl->storage().unique() ? static_cast<int64_t>(impl->storage().nbytes()) : 0;
    info->dimensions = static_cast<int32_t>(impl->dim());
    info->scalar_type = static_cast<int32_t>(c10::typeMetaToScalarType(impl->dtype()));
}

EDGE_API void edge_sizes(void* tensor, int64_t* sizes, int64_t* strides) {
    auto* impl = static_cast<c10::TensorImpl*>(tensor);
    for (int64_t i = 0; i < impl->dim(); i++) {
        sizes[i] = impl->size(i);
        if (strides) strides[i] = impl->stride(i);
    }
}

EDGE_API void* edge_data(void* tensor) { return borrow(tensor).data_ptr(); }

// 0 contiguous, 2 channels last: the values of c10::MemoryFormat.
EDGE_API int edge_is_contiguous(void* tensor, int32_t format) {
    return borrow(tensor).is_contiguous(static_cast<c10::MemoryFormat>(format));
}

// An uninitialized contiguous tensor, for the caller to fill.
EDGE_API int edge_new(const int64_t* sizes, int32_t dimensions, int32_t scalar_type, void** tensor) {
    return guarded([&] {
        *tensor = own(at::detail::empty_cpu(c10::IntArrayRef(sizes, dimensions), static_cast<c10::ScalarType>(scalar_type)));
    });
}

EDGE_API int edge_default_type() { return static_cast<int>(c10::get_default_dtype_as_scalartype()); }
EDGE_API int edge_set_default_type(int32_t scalar_type) {
    return guarded([&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<c10::ScalarType>(scalar_type))); });
}

EDGE_API int edge_grad_mode() { return at::GradMode::is_enabled(); }
EDGE_API void edge_set_grad_mode(int enabled) { at::GradMode::set_enabled(enabled != 0); }

EDGE_API int edge_requires_grad(void* tensor) { return borrow(tensor).requires_grad(); }
EDGE_API int edge_set_requires_grad(void* tensor, int value) {
    return guarded([&] { borrow(tensor).set_requires_grad(value != 0); });
}
EDGE_API int edge_is_leaf(void* tensor) { return borrow(tensor).is_leaf(); }
EDGE_API int edge_retain_grad(void* tensor) {
    return guarded([&] { borrow(tensor).retain_grad(); });
}

// Null where there is no gradient.
EDGE_API int edge_grad(void* tensor, void** grad) {
    return guarded([&] {
        const at::Tensor& found = borrow(tensor).grad();
        *grad = found.defined() ? own(found) : nullptr;
    });
}
EDGE_API int edge_set_grad(void* tensor, void* grad) {
    return guarded([&] { borrow(tensor).mutable_grad() = grad ? borrow(grad) : at::Tensor(); });
}

// keep: -1 where unset (then as create), else 0 or 1.
EDGE_API int edge_backward(void* tensors, void* grads, int32_t n, int32_t keep, int32_t create, void* inputs, int32_t ninputs) {
    return guarded([&] {
        torch::autograd::backward(
            borrow_all(tensors, n), grads ? borrow_all(grads, n) : std::vector<at::Tensor>(),
            keep < 0 ? c10::nullopt : c10::optional<bool>(keep != 0), create != 0, borrow_all(inputs, ninputs));
    });
}

EDGE_API int edge_gradients(
    void* outputs, void* grads, int32_t n, void* inputs, int32_t ninputs, int32_t keep, int32_t create, int32_t unused, void** results) {
    return guarded([&] {
        auto found = torch::autograd::grad(
            borrow_all(outputs, n), borrow_all(inputs, ninputs), grads ? borrow_all(grads, n) : std::vector<at::Tensor>(),
            keep < 0 ? c10::nullopt : c10::optional<bool>(keep != 0), create != 0, unused != 0);
        for (size_t i = 0; i < found.size(); i++) results[i] = found[i].defined() ? own(found[i]) : nullptr;
    });
}

EDGE_API int edge_threads() { return at::get_num_threads(); }
EDGE_API int edge_set_threads(int32_t n) {
    return guarded([&] { at::set_num_threads(n); });
}

EDGE_API void* edge_default_generator() { return new at::Generator(at::detail::getDefaultCPUGenerator()); }
EDGE_API void* edge_new_generator(uint64_t seed) { return new at::Generator(at::detail::createCPUGenerator(seed)); }
EDGE_API void edge_release_generator(void* generator) { delete static_cast<at::Generator*>(generator); }
EDGE_API void edge_generator_seed(void* generator, uint64_t seed) {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_current_seed(seed);
}
EDGE_API uint64_t edge_generator_current_seed(void* generator) { return static_cast<at::Generator*>(generator)->current_seed(); }
EDGE_API int edge_generator_state(void* generator, void** state) {
    return guarded([&] {
        auto& g = *static_cast<at::Generator*>(generator);
        std::lock_guard<std::mutex> lock(g.mutex());
        *state = own(g.get_state());
    });
}
EDGE_API int edge_generator_set_state(void* generator, void* state) {
    return guarded([&] {
        auto& g = *static_cast<at::Generator*>(generator);
        std::lock_guard<std::mutex> lock(g.mutex());
        g.set_state(borrow(state));
    });
}
