#!/usr/bin/env python3
"""Rankings of copy detection with scikit-learn's and DISC21's figures, for PairRankingTest.

usage: make_copy_detection_cases.py > core/src/test/resources/org/encodertraces/copies/rankings.json

Needs numpy and scikit-learn. DISC21's definitions are those of the Image Similarity Challenge's own
evaluation (facebookresearch/isc2021, isc/metrics.py): of equal scores false pairs come first, and
recall is over all true pairs, found or not.
"""

import json
import sys

import numpy as np
from sklearn.metrics import average_precision_score


def disc21(scores, truth, positives):
    """Micro-AP and recall at 90 % precision."""
    order = sorted(range(len(scores)), key=lambda i: (scores[i], not truth[i]))[::-1]
    found = np.cumsum([truth[i] for i in order])
    precisions = found / (np.arange(len(order)) + 1)
    recalls = found / positives
    before = np.concatenate([[0], recalls[:-1]])
    micro_ap = float(((recalls - before) * precisions).sum())
    at = [r for p, r in zip(precisions, recalls) if p >= 0.9]
    return micro_ap, float(max(at)) if at else 0.0


def main():
    cases = []
    for seed in range(20):
        random = np.random.default_rng(seed)
        queries = int(random.integers(5, 15))
        references = int(random.integers(4, 12))
        # Some queries have no match: their pairs are all false.
        matched = int(random.integers(1, min(queries, references) + 1))
        scores = random.normal(0.2, 0.2, (queries, references))
        truth = np.zeros((queries, references), bool)
        for query in range(matched):
            truth[query, query] = True
            scores[query, query] += random.uniform(0.0, 0.6)
        scores = np.clip(scores, -0.99, 0.99).round(6)
        ties = seed % 2 == 1
        if ties:
            scores = (scores * 8).round() / 8  # exact in float32
        flat = scores.ravel().astype(np.float32).astype(float)
        flags = truth.ravel()
        if not ties:
            assert len(set(flat)) == len(flat)
        micro_ap, recall = disc21(flat.tolist(), flags.tolist(), matched)
        cases.append(
            {
                "ties": ties,
                "scores": flat.tolist(),
                "truth": [int(flag) for flag in flags],
                "sklearn": float(average_precision_score(flags, flat)),
                "micro_ap": micro_ap,
                "recall_at_p90": recall,
            }
        )
    json.dump(cases, sys.stdout)
    print()


if __name__ == "__main__":
    main()
