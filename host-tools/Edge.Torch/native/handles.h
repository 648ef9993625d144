// Conversions between raw handles and at::Tensor, and the wall no C++ exception crosses.
#pragma once
#include <ATen/core/Tensor.h>

#include <exception>
#include <string>
#include <utility>
#include <vector>

#define EDGE_API extern "C" __attribute__((visibility("default")))

extern thread_local std::string edge_error;

// Gives a reference away as a handle.
inline void* own(at::Tensor tensor) { return tensor.unsafeReleaseTensorImpl(); }

// Takes a handle's reference back.
inline at::Tensor take(void* handle) {
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(handle)));
}

// A second reference; the handle keeps its own. Undefined for null.
inline at::Tensor borrow(void* handle) {
    if (!handle) return at::Tensor();
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::unsafe_reclaim_from_nonowning(static_cast<c10::TensorImpl*>(handle)));
}

inline std::vector<at::Tensor> borrow_all(void* handles, int32_t n) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(n);
    for (int32_t i = 0; i < n; i++) tensors.push_back(borrow(static_cast<void**>(handles)[i]));
    return tensors;
}

// Runs an action; 0 on success, 1 with the message in edge_error where it throws.
template <class Action>
int guarded(Action&& action) noexcept {
    try {
        action();
        return 0;
    } catch (const c10::Error& error) {
        edge_error = error.what_without_backtrace();
    } catch (const std::exception& error) {
        edge_error = error.what();
    } catch (...) {
        edge_error = "unknown C++ exception";
    }
    return 1;
}
