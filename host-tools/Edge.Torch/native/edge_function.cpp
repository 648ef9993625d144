// Operations whose forward and backward are managed code: a node of the autograd graph that calls back.
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/saved_variable.h>

#include <memory>
#include <stdexcept>
#include <unordered_set>

#include "handles.h"

namespace {

using torch::autograd::SavedVariable;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// Gets n gradients of the outputs (borrowed, null where undefined) and writes m of the inputs (owned, null where none). 0 on success.
// The node is valid during the call, for edge_function_saved.
using Backward = int (*)(void* context, void* node, void** gradients, int32_t n, void** results, int32_t m);
using Release = void (*)(void* context);

struct ManagedNode : torch::autograd::Node {
    ManagedNode(Backward backward, Release release, void* context) : backward(backward), release(release), context(context) {}
    ~ManagedNode() override { release(context); }

    variable_list apply(variable_list&& gradients) override {
        at::OptionalDeviceGuard guard;
        std::vector<void*> given(gradients.size()), found(num_outputs(), nullptr);
        for (size_t i = 0; i < gradients.size(); i++) {
            if (!gradients[i].defined() && materialize) gradients[i] = outputs[i].zeros(guard);
            given[i] = gradients[i].defined() ? gradients[i].unsafeGetTensorImpl() : nullptr;
        }
        int status = backward(context, this, given.data(), given.size(), found.data(), found.size());
        variable_list results;
        for (void* handle : found) results.push_back(handle ? take(handle) : at::Tensor());
        if (status != 0) throw std::runtime_error("the backward function of a custom operation failed");
        return results;
    }

    void release_variables() override {
        for (SavedVariable& variable : saved) variable.reset_data();
    }

    Backward backward;
    Release release;
    void* context;
    bool materialize = true;
    std::vector<SavedVariable> saved;
    std::vector<torch::autograd::VariableInfo> outputs;
};

using NodeHandle = std::shared_ptr<ManagedNode>;

}  // namespace

EDGE_API void* edge_function_new(Backward backward, Release release, void* context) {
    return new NodeHandle(new ManagedNode(backward, release, context), torch::autograd::deleteNode);
}

// Drops the caller's reference; the graph keeps the node as long as it needs it.
EDGE_API void edge_function_free(void* node) { delete static_cast<NodeHandle*>(node); }

// Makes the outputs of a forward pass the results of the node over the inputs. Tensors to save are recorded afterwards, since they may be
// outputs. constant: outputs without gradient; dirty: inputs that the forward pass changed.
EDGE_API int edge_function_record(
    void* node, void* inputs, int32_t n, void* outputs, int32_t m, void* constant, int32_t k, void* dirty, int32_t l, void* saved, int32_t s,
    int32_t materialize, void** results) {
    return guarded([&] {
        auto& shared = *static_cast<NodeHandle*>(node);
        variable_list variables = borrow_all(inputs, n);
        shared->set_next_edges(torch::autograd::collect_next_edges(variables));
        shared->clear_input_metadata();
        shared->materialize = materialize != 0;
        std::unordered_set<at::TensorImpl*> fixed, changed;
        for (auto& tensor : borrow_all(constant, k)) fixed.insert(tensor.unsafeGetTensorImpl());
        for (auto& tensor : borrow_all(dirty, l)) {
            tensor.unsafeGetTensorImpl()->bump_version();
            changed.insert(tensor.unsafeGetTensorImpl());
        }
        std::vector<c10::optional<Variable>> raw;
        for (auto& tensor : borrow_all(outputs, m)) raw.emplace_back(tensor);
        auto no_forward_mode = [](variable_list, variable_list) -> variable_list {
            throw std::runtime_error("custom operations have no forward-mode gradient");
        };
        auto wrapped = torch::autograd::_wrap_outputs(variables, fixed, changed, raw, shared, no_forward_mode);
        for (size_t i = 0; i < wrapped.size(); i++) {
            shared->outputs.emplace_back(*wrapped[i]);
            results[i] = own(*wrapped[i]);
        }
        // A saved output would keep its own node alive; libtorch must know it is one. The caller passes outputs as it made them.
        for (int32_t i = 0; i < s; i++) {
            at::Tensor tensor = borrow(static_cast<void**>(saved)[i]);
            shared->saved.emplace_back(tensor, tensor.defined() && tensor.grad_fn() == shared);
        }
    });
}

// How many tensors the node saved, and with room for them the tensors: owned, null where absent.
EDGE_API int edge_function_saved(void* node, void** results, int32_t* count) {
    return guarded([&] {
        auto* self = static_cast<ManagedNode*>(node);
        *count = self->saved.size();
        for (size_t i = 0; results && i < self->saved.size(); i++) {
            at::Tensor tensor = self->saved[i].unpack(self->shared_from_this());
            results[i] = tensor.defined() ? own(tensor) : nullptr;
        }
    });
}
