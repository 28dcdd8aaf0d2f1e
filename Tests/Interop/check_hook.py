#!/usr/bin/env python3
"""Runs the PyTorch code of the article "Logging what explain needs" for real.

`check_hook.py ARTICLE DIR` pastes the article's block of Python and trains networks that fail in known ways, each
into a logdir below DIR. `check_hook.py --present` only says whether PyTorch is there (status 0).
"""

import importlib.util
import re
import sys
from pathlib import Path


def block(article):
    section = article.split("\n## PyTorch\n")[1].split("\n## ")[0]
    return re.search(r"```python\n(.*?)```", section, re.S)[1]


def main(article, out):
    import torch
    from torch import nn
    from torch.utils.tensorboard import SummaryWriter

    pasted = {"torch": torch}
    exec(block(Path(article).read_text(encoding="utf-8")), pasted)

    class Log(nn.Module):
        def forward(self, x):
            return x.log()

    class Square(nn.Module):
        def forward(self, x):
            return x * x

    class Sqrt(nn.Module):
        def forward(self, x):
            return x.sqrt()

    class Recurrent(nn.Module):
        """Modules that give tuples, share an activation or change their input in place."""

        def __init__(self):
            super().__init__()
            self.embedding, self.cell = nn.Embedding(10, 4), nn.LSTM(4, 5, batch_first=True)
            self.attention = nn.MultiheadAttention(5, 1, batch_first=True)
            self.act, self.norm, self.out = nn.ReLU(inplace=True), nn.BatchNorm1d(5), nn.Linear(5, 1)

        def forward(self, x):
            h, _ = self.cell(self.embedding(x))
            h, _ = self.attention(h, h, h)
            return self.out(self.act(self.norm(self.act(h[:, -1]))))

    def rows(step, broken):
        generator = torch.Generator().manual_seed(step)
        x = torch.rand(6, 4, generator=generator) + 0.1
        if step == 5:
            x[2] = broken
        return x, torch.rand(6, 1, generator=generator)

    def words(step):
        generator = torch.Generator().manual_seed(step)
        return torch.randint(0, 10, (6, 7), generator=generator), torch.rand(6, 1, generator=generator)

    def positive(bias):
        layer = nn.Linear(4, 4, bias=bias)
        nn.init.uniform_(layer.weight, 0.1, 0.5)
        return layer

    torch.manual_seed(1)
    runs = {
        "log": (nn.Sequential(positive(True), nn.Softplus(), Log(), nn.Linear(4, 1)), lambda step: rows(step, -1e4)),
        "sqrt": (nn.Sequential(positive(False), Square(), Sqrt(), nn.Linear(4, 1)), lambda step: rows(step, 0)),
        "healthy": (Recurrent(), words),
        "half": (Recurrent().bfloat16(), lambda step: (words(step)[0], words(step)[1].bfloat16())),
    }
    for name, (model, data) in runs.items():
        now = 0
        with SummaryWriter(Path(out) / name) as writer:
            pasted["watch"](model, writer, lambda: now)
            optimizer = torch.optim.SGD(model.parameters(), 0.01)
            for now in range(8):
                x, y = data(now)
                loss = nn.functional.mse_loss(model(x), y)
                writer.add_scalar("loss/train", loss.item(), now)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
    print(f"{len(runs)} runs")


if __name__ == "__main__":
    if sys.argv[1:] == ["--present"]:
        sys.exit(0 if importlib.util.find_spec("torch") and importlib.util.find_spec("tensorboard") else 1)
    main(*sys.argv[1:])
