"""The README's example: a small classifier trained for 40 steps by PyTorch, whose training goes wrong.

The bug is a common one. A penalty keeps the third layer near a snapshot of itself: sqrt(sum((w - anchor)^2)). When the
snapshot is taken, at step 37, the distance is 0: finite going forward, but the square root's slope at 0 is infinite,
and infinity times 0 is NaN. So at step 37 every number logged is finite except the gradient of `lin3.weight`; the
optimizer writes it into the weights, and from step 38 on the activations from `lin3` up and the loss are NaN.
"""

import torch
from torch import nn
from torch.utils.tensorboard import SummaryWriter

from .common import EVENTS, Clock, case, main, scalar, tensor, wall

clock = Clock()
STEPS, SNAPSHOT, PER_FILE = 40, 37, 20
WIDTHS = [6, 6, 6, 6, 3]  # into each layer, and out of the last
BATCH = 6


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        for i in range(4):
            self.add_module(f"lin{i + 1}", nn.Linear(WIDTHS[i], WIDTHS[i + 1]))

    def forward(self, x):
        activations = {}
        for i, (name, layer) in enumerate(self.named_children()):
            x = layer(x) if i == 3 else torch.tanh(layer(x))
            activations[name] = x
        return x, activations


def train(directory):
    torch.manual_seed(3)
    torch.set_num_threads(1)
    model = Classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.5)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    truth = torch.randn(WIDTHS[0], WIDTHS[-1])
    weight = model.lin3.weight
    anchor = weight.detach() + 0.1
    for step in range(STEPS):
        if step % PER_FILE == 0:  # keep each file small, as a rotating writer would
            if step:
                writer.close()
            clock.now = wall(step)
            writer = SummaryWriter(directory)
        if step == SNAPSHOT:
            anchor = weight.detach().clone()
        x = torch.randn(BATCH, WIDTHS[0])
        logits, activations = model(x)
        penalty = ((weight - anchor) ** 2).sum().sqrt()
        loss = nn.functional.cross_entropy(logits, (x @ truth).argmax(1)) + 1e-3 * penalty
        optimizer.zero_grad()
        loss.backward()
        for name, activation in activations.items():
            writer.add_tensor(f"activation/{name}", activation.detach(), step, wall(step))
        writer.add_scalar("loss/train", loss.item(), step, wall(step))
        writer.add_scalar("lr", schedule.get_last_lr()[0], step, wall(step))
        for name, parameter in model.named_parameters():
            if name.endswith("weight"):
                writer.add_tensor(f"gradient/{name}", parameter.grad, step, wall(step))
                writer.add_tensor(f"weight/{name}", parameter.detach(), step, wall(step))
        if step % 10 == 0:
            writer.add_histogram("input", x, step, bins="auto", walltime=wall(step))
        optimizer.step()
        schedule.step()
    writer.close()


@case("demo")
def _(c):
    """A realistic run: gradient/lin3.weight becomes NaN at step 37, the loss at step 38."""
    train(c.dir)
    found = [scalar("loss/train", "nan", 38, 2)]
    for i in (1, 2, 3, 4):  # a tensor that is bad is bad in all its elements, from this step to the last
        for tag, size, step in [(f"activation/lin{i}", BATCH * WIDTHS[i], 38 if i >= 3 else 39),
                                (f"gradient/lin{i}.weight", WIDTHS[i - 1] * WIDTHS[i], 37 if i == 3 else 38),
                                (f"weight/lin{i}.weight", WIDTHS[i - 1] * WIDTHS[i], 38 if i == 3 else 39)]:
            times = STEPS - step
            found.append(tensor(tag, "nan", step, 0, times * size, occurrences=times))
    c.expect(EVENTS)
    c.expect(f"events.out.tfevents.{int(wall(PER_FILE))}.host.1.1", *found)


if __name__ == "__main__":
    main()
