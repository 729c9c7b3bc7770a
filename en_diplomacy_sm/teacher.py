"""The teacher of the recipe: MiniLM, fine-tuned to find names and sentence boundaries.

Only train.py needs it, and only it needs torch, tokenizers and safetensors. The weights it starts from are
those of all-MiniLM-L6-v2 (Apache-2.0), a folder with `model.safetensors` and `tokenizer.json`.

MiniLM reads no capitals, so the shape of a word ("Xxxxx", "XX", "X.") is added to its pieces, as a vector
that training finds. A word's first piece decides: two outputs for every label (begins here, goes on) and one for
"no name"; a further one says whether a sentence begins here.
"""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file
from spacy.tokens import Doc
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP")
TAGS = ["O", *(f"{bio}-{label}" for label in LABELS for bio in "BI")]
WIDTH, HEADS, LAYERS, SHAPES = 384, 12, 6, 2000
SEP, UNKNOWN = 102, -100
START = 67280421310721  # torch's own seed
WINDOW = 200  # pieces read at once, at most
WORDS, RATE = 500, 2e-4  # of a training step


class Block(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        n, length, _ = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        seen = self.out(seen.transpose(1, 2).reshape(n, length, WIDTH))
        x = self.norm1(x + F.dropout(seen, drop, self.training))
        return self.norm2(x + F.dropout(self.narrow(F.gelu(self.wide(x))), drop, self.training))


class Reader(nn.Module):
    def __init__(self, folder: Path) -> None:
        torch.manual_seed(START)
        super().__init__()
        old = load_file(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.pieces: dict[str, list[int]] = {}
        embed = "embeddings.{}.weight".format
        self.words = nn.Embedding.from_pretrained(old[embed("word_embeddings")], freeze=True)
        self.places = nn.Parameter(old[embed("position_embeddings")] + old[embed("token_type_embeddings")][0])
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.head = nn.Linear(2 * WIDTH, len(TAGS) + 1)
        copied = {"norm": "embeddings.LayerNorm"}
        for i, block in enumerate(self.blocks):
            at = f"encoder.layer.{i}."
            copied |= {
                f"blocks.{i}.out": at + "attention.output.dense",
                f"blocks.{i}.norm1": at + "attention.output.LayerNorm",
                f"blocks.{i}.wide": at + "intermediate.dense",
                f"blocks.{i}.narrow": at + "output.dense",
                f"blocks.{i}.norm2": at + "output.LayerNorm",
            }
            for kind in ("weight", "bias"):
                qkv = [old[f"{at}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                getattr(block.qkv, kind).data = torch.cat(qkv)
        for new, name in copied.items():
            for kind in ("weight", "bias"):
                getattr(self.get_submodule(new), kind).data = old[f"{name}.{kind}"]

    def states(self, ids: Tensor, shapes: Tensor, drop: float = 0.1) -> Tensor:
        """Of every piece the state in the last layer, and behind it the vector of its word's shape."""
        form = self.shapes(shapes)
        x = self.norm(self.words(ids) + self.places[: ids.shape[1]] + form)
        x = F.dropout(x, drop, self.training)
        for block in self.blocks:
            x = block(x, ids != 0, drop)
        return torch.cat((x, form), -1)

    def forward(self, ids: Tensor, shapes: Tensor, drop: float = 0.1) -> Tensor:
        return self.head(self.states(ids, shapes, drop))

    def encode(self, doc: Doc) -> list[tuple[int, list[int]]]:
        """Shape and pieces of every token; a line break is a separator."""
        out = []
        for token in doc:
            if token.text not in self.pieces:
                ids = self.tokenizer.encode(token.text, add_special_tokens=False).ids
                self.pieces[token.text] = ids[:12] or [SEP]
            out.append((token.shape % (SHAPES - 1) + 1, self.pieces[token.text]))
        return out

    def learn(self, examples: Iterator[Doc], steps: int, seed: int) -> None:
        """Fine-tune on labelled documents; the weights kept are a running mean of the last ones."""
        torch.manual_seed(seed)
        rng = random.Random(seed)
        fresh = {"shapes.weight", "head.weight", "head.bias"}
        named = [(name, p) for name, p in self.named_parameters() if p.requires_grad]
        groups = [
            {"params": [p for name, p in named if name not in fresh], "peak": RATE},
            {"params": [p for name, p in named if name in fresh], "peak": 10 * RATE},
        ]
        optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
        mean = [p.detach().clone() for _, p in named]
        self.train()
        queue: list[list[Doc]] = []
        started, seen, losses = time.time(), 0, 0.0
        for step in range(1, steps + 1):
            if not queue:  # texts of about the same length together
                queue = alike([next(examples) for _ in range(200)])
                rng.shuffle(queue)
            docs = queue.pop()
            ids, shapes, starts = batch([self.encode(doc) for doc in docs])
            tags, cuts = torch.full(ids.shape, UNKNOWN), torch.full(ids.shape, -1.0)
            for i, doc in enumerate(docs):
                for at, token in zip(starts[i], doc, strict=False):
                    if token.ent_iob:  # 0 is unknown
                        tag = (
                            token.ent_iob_ if token.ent_iob_ == "O" else f"{token.ent_iob_}-{token.ent_type_}"
                        )
                        tags[i, at] = TAGS.index(tag)
                    cuts[i, at] = float(token.is_sent_start)
                seen += len(doc)
            for group in optimizer.param_groups:
                warm = min(1.0, step / (0.08 * steps))
                group["lr"] = group["peak"] * warm * (1 - step / steps + 0.01)
            scores = self(ids, shapes)
            loss = F.cross_entropy(scores[..., :-1].flatten(0, 1), tags.flatten(), ignore_index=UNKNOWN)
            known = cuts >= 0
            loss = loss + 0.3 * F.binary_cross_entropy_with_logits(scores[..., -1][known], cuts[known])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for _, p in named], 1.0)
            optimizer.step()
            with torch.no_grad():
                decay = min(0.99, step / (step + 20))
                for average, (_, p) in zip(mean, named, strict=True):
                    average.lerp_(p, 1 - decay)
            losses += loss.item()
            if step % 100 == 0:
                print(f"{step} {seen / (time.time() - started):.0f} w/s loss {losses / 100:.4f}", flush=True)
                losses = 0.0
        with torch.no_grad():
            for average, (_, p) in zip(mean, named, strict=True):
                p.copy_(average)

    def to_bytes(self) -> bytes:
        torch.save(self.state_dict(), file := io.BytesIO())
        return file.getvalue()

    def from_bytes(self, content: bytes) -> Reader:
        self.load_state_dict(torch.load(io.BytesIO(content)))
        return self

    def read(self, docs: list[Doc]) -> list[Tensor]:
        """For every token the probability of each of TAGS, and behind these that of a sentence's start."""
        self.eval()
        encoded = [self.encode(doc) for doc in docs]
        jobs = [(i, part) for i, words in enumerate(encoded) for part in windows(words)]
        jobs.sort(key=lambda job: len(job[1]))
        out = [torch.zeros(len(doc), len(TAGS) + 1) for doc in docs]
        with torch.inference_mode():
            for k in range(0, len(jobs), 8):
                some = jobs[k : k + 8]
                ids, shapes, starts = batch([encoded[i][part.start : part.stop] for i, part in some])
                for row, (i, part), begins in zip(self(ids, shapes), some, starts, strict=True):
                    row = row[begins]
                    out[i][part.start : part.start + len(row)] = torch.cat(
                        (row[:, :-1].softmax(-1), row[:, -1:].sigmoid()), -1
                    )
        return out

    def alone(self, words: list[Doc]) -> tuple[Tensor, Tensor]:
        """What it makes of words that stand alone: the state of each, and its scores for TAGS."""
        self.eval()
        encoded = [self.encode(word) for word in words]
        order = sorted(range(len(words)), key=lambda i: len(encoded[i][0][1]))
        states, scores = torch.zeros(len(words), WIDTH), torch.zeros(len(words), len(TAGS))
        with torch.inference_mode():
            for k in range(0, len(order), 128):
                some = order[k : k + 128]
                ids, shapes, _ = batch([encoded[i] for i in some])
                found = self.states(ids, shapes)[:, 1]  # its first piece, behind the mark of the start
                states[some], scores[some] = found[:, :WIDTH], self.head(found)[:, :-1]
        return states, scores


def kinds(states: Tensor, scores: Tensor, n: int, width: int) -> tuple[Tensor, Tensor]:
    """Words sorted into `n` kinds that MiniLM takes for much the same (k-means): a vector for every
    kind, the main components of states and scores, and every word's kind.
    """
    both = []
    for part, weight in ((states, 1.0), (scores, 0.5)):
        part = part - part.mean(0)
        both.append(weight * part / part.square().sum(1).mean().sqrt())
    basis, strength, _ = torch.linalg.svd(torch.cat(both, 1), full_matrices=False)
    points = basis[:, :width] * strength[:width]
    shuffled = torch.randperm(len(points), generator=torch.Generator().manual_seed(1))
    centres = points[shuffled[:n]]
    for _ in range(25):
        kind = torch.cat([torch.cdist(some, centres).argmin(1) for some in points.split(4000)])
        size = kind.bincount(minlength=len(centres))
        centres = torch.zeros_like(centres).index_add_(0, kind, points) / size.clamp(min=1)[:, None]
        if len(empty := (size == 0).nonzero().flatten()):
            far = (points - centres[kind]).norm(dim=1).topk(len(empty)).indices
            centres[empty] = points[far]
    return 3 * centres / points.norm(dim=1).mean(), kind


def batch(rows: list[list[tuple[int, list[int]]]]) -> tuple[Tensor, Tensor, list[list[int]]]:
    """Pieces and shapes of several texts, padded, and where each word begins."""
    lines, forms, starts = [], [], []
    for words in rows:
        line, form, start = [101], [0], []
        for shape, ids in words:
            start.append(len(line))
            line += ids
            form += [shape] * len(ids)
        lines.append([*line[:511], SEP])
        forms.append([*form[:511], 0])
        starts.append([s for s in start if s < 511])
    longest = max(map(len, lines))
    pad = [[*line, *[0] * (longest - len(line))] for line in lines]
    pads = [[*form, *[0] * (longest - len(form))] for form in forms]
    return torch.tensor(pad), torch.tensor(pads), starts


def alike(docs: list[Doc]) -> list[list[Doc]]:
    """Batches of texts of about the same length."""
    out: list[list[Doc]] = []
    n = 0
    for doc in sorted(docs, key=len):
        if not out or n + len(doc) > WORDS:
            out.append([])
            n = 0
        out[-1].append(doc)
        n += len(doc)
    return out


def windows(encoded: list[tuple[int, list[int]]]) -> list[range]:
    """Stretches of words to read at once, cut behind a line break or a stop where that is possible."""
    out, start, best, size = [], 0, 0, 0
    for i, (_, ids) in enumerate(encoded):
        if size + len(ids) > WINDOW and i > start:
            cut = best if best > start else i
            out.append(range(start, cut))
            size = sum(len(pieces) for _, pieces in encoded[cut:i])
            start = cut
        size += len(ids)
        if ids[-1] in {SEP, 1012}:
            best = i + 1
    return [*out, range(start, len(encoded))] if start < len(encoded) else out


def decode(doc: Doc, odds: Tensor) -> tuple[dict[tuple[int, int, str], float], list[int]]:
    """The names in a text, each with the odds of its least sure word, and where sentences begin."""
    best, tags = odds[:, :-1].max(-1)
    spans, i = {}, 0
    while i < len(doc):
        label, end = TAGS[int(tags[i])][2:], i + 1
        while label and end < len(doc) and TAGS[int(tags[end])] == f"I-{label}":
            end += 1
        if label:
            spans[doc[i].idx, doc[end - 1].idx + len(doc[end - 1]), label] = float(best[i:end].min())
        i = end
    return spans, [token.idx for token, odd in zip(doc, odds[:, -1].tolist(), strict=True) if odd > 0.5]
