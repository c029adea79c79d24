"""The one architecture, 0.2 million parameters, and what training hangs on it."""

import torch
from torch import nn
from torch.nn import functional as F

SIDE = 64
WIDTH = 144

# Output channels and stride of each 3 x 3 convolution: 64 -> 32 -> 16 -> 8 -> 8 -> 4 pixels.
STAGES = ((16, 2), (40, 2), (80, 2), (80, 1), (WIDTH, 2))


class Encoder(nn.Module):
    """Pictures [n, 3, 64, 64], normalized, to embeddings [n, 144]: the mean over places."""

    def __init__(self):
        super().__init__()
        layers = []
        channels = 3
        for out, stride in STAGES:
            layers += [nn.Conv2d(channels, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU()]
            channels = out
        self.layers = nn.Sequential(*layers)

    def forward(self, pictures):
        return self.layers(pictures).mean((2, 3))


class Pixels(nn.Module):
    """The raw-pixel baseline: the network's own input, halved to 32 x 32, as it is."""

    def forward(self, pictures):
        return F.avg_pool2d(pictures, 2).flatten(1)


class Words(nn.Module):
    """A small text tower: the mean of word vectors, one hidden layer."""

    def __init__(self, vocabulary, width):
        super().__init__()
        self.index = {word: i for i, word in enumerate(vocabulary)}
        self.vectors = nn.EmbeddingBag(len(vocabulary), 64, mode="mean")
        self.layers = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, width))

    def forward(self, captions):
        words = [[self.index[word] for word in caption.split()] for caption in captions]
        starts = torch.tensor([0] + [len(one) for one in words[:-1]]).cumsum(0)
        return self.layers(self.vectors(torch.tensor(sum(words, [])), starts))


class Classes(nn.Module):
    """SUP: a linear layer and cross-entropy over the content classes."""

    views = 1

    def __init__(self, classes, vocabulary):
        super().__init__()
        self.head = nn.Linear(WIDTH, classes)

    def loss(self, embeddings, classes, captions):
        return F.cross_entropy(self.head(embeddings), classes)


class Captions(nn.Module):
    """CVL: the symmetric contrastive loss of CLIP (Radford et al., ICML 2021) over a batch of pairs."""

    views = 1

    def __init__(self, classes, vocabulary):
        super().__init__()
        self.words = Words(vocabulary, 64)
        self.head = nn.Linear(WIDTH, 64, bias=False)
        self.scale = nn.Parameter(torch.tensor(10.0).log())

    def loss(self, embeddings, classes, captions):
        pictures = F.normalize(self.head(embeddings), dim=1)
        texts = F.normalize(self.words(captions), dim=1)
        similarities = self.scale.clamp(max=4.6).exp() * pictures @ texts.T
        pairs = torch.arange(len(pictures))
        return (F.cross_entropy(similarities, pairs) + F.cross_entropy(similarities.T, pairs)) / 2


class Views(nn.Module):
    """SSL: the NT-Xent loss of SimCLR (Chen et al., ICML 2020) over two views of each picture."""

    views = 2
    temperature = 0.2

    def __init__(self, classes, vocabulary):
        super().__init__()
        self.head = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.BatchNorm1d(WIDTH), nn.ReLU(), nn.Linear(WIDTH, 64)
        )

    def loss(self, embeddings, classes, captions):
        views = F.normalize(self.head(embeddings), dim=1)
        similarities = views @ views.T / self.temperature
        similarities.fill_diagonal_(float("-inf"))
        half = len(views) // 2
        return F.cross_entropy(similarities, torch.arange(2 * half).roll(half))


OBJECTIVES = {"sup": Classes, "cvl": Captions, "ssl": Views}
