using TorchSharp.Modules;

namespace Edge.Train.Layers;

/// <summary>A parameter with what the optimizer has to know about it.</summary>
/// <param name="Name">layer.weight, layer.gamma ...: unique in the network.</param>
/// <param name="LearningRateScale">What the learning rate is multiplied with; under SGD twice.</param>
/// <param name="Decays">Whether weight decay applies.</param>
/// <param name="AfterStep">Called outside the gradient graph after each update, or null.</param>
public sealed record TrainableParameter(string Name, Parameter Value, double LearningRateScale, bool Decays, Action? AfterStep);
