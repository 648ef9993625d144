// The same training as Training.cs, operation by operation, in C++ on ATen: what an epoch costs without the managed layer.
// Usage: direct mlp|cnn IMAGES SEED. Prints the processor time of the epoch in seconds, the last loss and the sum of all losses.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

namespace {

constexpr int64_t batch_size = 128, classes = 10, side = 28;

struct Layer {
    at::Tensor weight, bias;
};

struct Norm {
    at::Tensor weight = {}, bias = {}, mean = {}, var = {};
};

struct Moments {
    at::Tensor mean, square;
};

at::Tensor uniform(at::IntArrayRef shape, double bound) { return at::empty(shape).uniform_(-bound, bound).set_requires_grad(true); }

Layer layer(at::IntArrayRef shape) {
    int64_t inputs = 1;
    for (size_t i = 1; i < shape.size(); i++) inputs *= shape[i];
    // The bounds as Edge.Torch computes them, in the same order of operations.
    double wide = std::sqrt(3.0) * std::sqrt(2 / (1 + std::sqrt(5.0) * std::sqrt(5.0))) / std::sqrt(static_cast<double>(inputs));
    at::Tensor weight = uniform(shape, wide);
    return {weight, uniform({shape[0]}, 1 / std::sqrt(static_cast<double>(inputs)))};
}

Norm norm(int64_t channels) {
    return {at::ones({channels}).set_requires_grad(true), at::zeros({channels}).set_requires_grad(true), at::zeros({channels}), at::ones({channels})};
}

struct Model {
    bool convolutional;
    std::vector<Layer> layers;
    std::vector<Norm> norms;

    explicit Model(bool cnn) : convolutional(cnn) {
        if (!cnn) {
            layers = {layer({256, side * side}), layer({classes, 256})};
            return;
        }
        layers = {layer({16, 1, 3, 3}), layer({32, 16, 3, 3}), layer({classes, 32 * 7 * 7})};
        norms = {norm(16), norm(32)};
    }

    at::Tensor block(const at::Tensor& x, int i) {
        at::Tensor y = at::conv2d(x, layers[i].weight, layers[i].bias, {1, 1}, {1, 1});
        y = at::batch_norm(y, norms[i].weight, norms[i].bias, norms[i].mean, norms[i].var, true, 0.1, 1e-5, false);
        return at::max_pool2d(at::relu(y), {2, 2}, {2, 2});
    }

    at::Tensor forward(const at::Tensor& x) {
        if (!convolutional) {
            at::Tensor hidden = at::relu(at::linear(x, layers[0].weight, layers[0].bias));
            return at::linear(hidden, layers[1].weight, layers[1].bias);
        }
        at::Tensor features = block(block(x.view({-1, 1, side, side}), 0), 1);
        return at::linear(features.flatten(1), layers[2].weight, layers[2].bias);
    }

    std::vector<at::Tensor> parameters() {
        std::vector<at::Tensor> all;
        for (size_t i = 0; i < layers.size(); i++) {
            all.insert(all.end(), {layers[i].weight, layers[i].bias});
            if (i < norms.size()) all.insert(all.end(), {norms[i].weight, norms[i].bias});
        }
        return all;
    }
};

void adam(std::vector<at::Tensor>& parameters, std::vector<Moments>& moments, int64_t step) {
    at::NoGradGuard quiet;
    const double beta1 = 0.9, beta2 = 0.999, eps = 1e-8, rate = 1e-3;
    double bias1 = 1 - std::pow(beta1, step), bias2 = 1 - std::pow(beta2, step);
    for (size_t i = 0; i < parameters.size(); i++) {
        const at::Tensor& gradient = parameters[i].grad();
        moments[i].mean.mul_(beta1).add_(gradient, 1 - beta1);
        moments[i].square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        at::Tensor denominator = moments[i].square.sqrt().div_(std::sqrt(bias2)).add_(eps);
        parameters[i].addcdiv_(moments[i].mean, denominator, -rate / bias1);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    bool cnn = std::strcmp(argv[1], "cnn") == 0;
    int64_t images = std::atoll(argv[2]);
    at::set_num_threads(1);
    at::manual_seed(std::atoll(argv[3]));
    at::Tensor x = at::rand({images, side * side}), y = at::randint(0, classes, {images}, at::kLong);
    Model model(cnn);
    std::vector<at::Tensor> parameters = model.parameters();
    std::vector<Moments> moments;
    for (auto& p : parameters) moments.push_back({at::zeros_like(p), at::zeros_like(p)});

    std::clock_t start = std::clock();
    at::Tensor order = at::randperm(images, at::kLong);
    float last = 0;
    double sum = 0;
    for (int64_t at = 0, step = 1; at + batch_size <= images; at += batch_size, step++) {
        at::Tensor rows = order.narrow(0, at, batch_size);
        for (auto& p : parameters) p.mutable_grad() = at::Tensor();
        at::Tensor loss = at::cross_entropy_loss(model.forward(x.index_select(0, rows)), y.index_select(0, rows));
        loss.backward();
        adam(parameters, moments, step);
        last = loss.item<float>();
        sum += last;
    }
    std::printf("%.3f %.9g %.17g\n", static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, last, sum);
}
