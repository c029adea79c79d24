"""How well classes are read from frozen embeddings of scenes that no training saw."""

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

PENALTIES = (0.003, 0.03, 0.3, 3.0)


def embed(encoder, photos):
    """Embeddings [n, 144] of whole photos [n, 64, 64, 3] of bytes."""
    parts = []
    with torch.no_grad():
        for start in range(0, len(photos), 256):
            pictures = torch.from_numpy(photos[start : start + 256]).permute(0, 3, 1, 2).float() / 255
            parts.append(encoder((pictures - 0.5) / 0.25).numpy())
    return np.concatenate(parts)


def linear_probe(fit, fit_labels, test, test_labels):
    """Accuracy of logistic regression, its penalty chosen on every fifth scene of those to fit."""
    scaler = StandardScaler().fit(fit)
    fit, test = scaler.transform(fit), scaler.transform(test)
    chosen = np.arange(len(fit)) % 5 == 0

    def fitted(penalty, rows):
        model = LogisticRegression(C=penalty, max_iter=300)
        return model.fit(fit[rows], fit_labels[rows])

    best = max(PENALTIES, key=lambda one: fitted(one, ~chosen).score(fit[chosen], fit_labels[chosen]))
    return fitted(best, np.full(len(fit), True)).score(test, test_labels)
