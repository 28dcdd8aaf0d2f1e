"""Small modules and data sets that several of the networks share."""

import torch
from torch import nn


class Op(nn.Module):
    """One mathematical operation as a module, so that hooks see its input and output."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *x):
        return self.function(*x)


class Log(Op):
    def __init__(self):
        super().__init__(torch.log)


class Sqrt(Op):
    def __init__(self):
        super().__init__(torch.sqrt)


class Acos(Op):
    def __init__(self):
        super().__init__(torch.acos)


class Softmax(Op):
    """As written by hand: without taking the largest logit off first."""

    def __init__(self):
        super().__init__(lambda x: x.exp() / x.exp().sum(-1, keepdim=True))


def clusters(count, features, classes, spread=0.4, scale=1.0):
    """Points around one centre per class: (inputs, labels)."""
    centres = torch.randn(classes, features)
    labels = torch.arange(count) % classes
    return scale * (centres[labels] + spread * torch.randn(count, features)), labels


def batches(x, y, size):
    """`batch(step)` over a data set in its order, again and again."""
    def batch(step):
        at = [(step * size + i) % len(x) for i in range(size)]
        return x[at], y[at]
    return batch


def nll(log_probabilities, labels):
    """Negative log likelihood with one-hot targets, as many write it: 0 times minus infinity is NaN."""
    one_hot = nn.functional.one_hot(labels, log_probabilities.shape[-1])
    return -(one_hot * log_probabilities).sum(-1).mean()
