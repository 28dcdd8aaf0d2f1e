"""Trains a network and keeps, for each step, everything that its hooks saw, in the order in which it was computed."""

from dataclasses import dataclass, field

import torch


@dataclass
class Quantity:
    """One tensor of one step. `role`: input, activation, loss, grad_input, gradient, weight, scalar, count."""
    role: str
    name: str
    value: torch.Tensor

    @property
    def bad(self):
        return self.value.is_floating_point() and not bool(torch.isfinite(self.value).all())

    @property
    def key(self):
        return self.role, self.name


@dataclass
class Step:
    number: int
    benign: tuple = ()  # names of quantities whose infinities are meant to be
    quantities: list = field(default_factory=list)

    def add(self, role, name, value):
        if not isinstance(value, torch.Tensor):
            value = torch.tensor(float(value))
        self.quantities.append(Quantity(role, name, value.detach().clone()))

    @property
    def bad(self):
        return any(q.bad and q.name not in self.benign for q in self.quantities)


class Recorder:
    """Hooks every module without children (or those named) and hands what they see to the current step."""

    def __init__(self, model, modules=None, grad_inputs=()):
        self.step, self.pending = None, []
        for name, module in model.named_modules():
            if name and (name in modules if modules else not list(module.children())):
                module.register_forward_hook(self.forward_hook(name))
                if name in grad_inputs:
                    module.register_full_backward_hook(self.backward_hook(name))

    def forward_hook(self, name):
        def hook(_, inputs, output):
            inputs = [x for x in inputs if isinstance(x, torch.Tensor)]
            for i, x in enumerate(inputs):
                self.step.add("input", name if i == 0 else f"{name}.{i}", x)
            for x in (output[:1] if isinstance(output, tuple) else [output]):
                self.step.add("activation", name, x)
        return hook

    def backward_hook(self, name):
        def hook(_, grad_inputs, __):
            if grad_inputs[0] is not None:
                self.step.add("grad_input", name, grad_inputs[0])
        return hook


def train(model, batch, loss, optimizer, steps, *, modules=None, grad_inputs=(), hook=None,
          after_backward=None, weights="after", more=None, stop_after=3, lr=True,
          benign=()):
    """The usual loop. `batch(step)` gives (inputs, target), `loss(output, target)` the loss; `hook(step)` changes
    something before a step, `after_backward(step)` may clip or return False to skip the update, `more(step)` gives
    further scalars. Goes on for `stop_after` steps after the first bad one, as nobody notices at once."""
    recorder = Recorder(model, modules, grad_inputs)
    recorded, left = [], None
    for number in range(steps):
        step = recorder.step = Step(number, benign)
        if hook:
            hook(number)
        inputs, target = batch(number)
        if weights == "before":
            add_weights(step, model)
        optimizer.zero_grad()
        output = model(*inputs) if isinstance(inputs, tuple) else model(inputs)
        value = loss(output, target)
        step.add("loss", "", value)
        value.backward()
        update = after_backward(step) if after_backward else True
        for name, p in model.named_parameters():
            if p.grad is not None:
                step.add("gradient", name, p.grad)
        if lr:
            step.add("scalar", "lr", optimizer.param_groups[0]["lr"])
        for name, x in (more(step) if more else {}).items():
            step.add("scalar", name, x)
        if update is not False:
            optimizer.step()
        if weights == "after":
            add_weights(step, model)
        recorded.append(step)
        if left is None and step.bad:
            left = stop_after
        elif left is not None:
            left -= 1
        if left == 0:
            break
    return recorded


def add_weights(step, model):
    for name, p in model.named_parameters():
        step.add("weight", name, p)
