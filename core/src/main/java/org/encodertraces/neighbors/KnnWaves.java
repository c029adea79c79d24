package org.encodertraces.neighbors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.encodertraces.Progress;
import org.encodertraces.engine.Engine;
import org.encodertraces.engine.internal.Tiles;
import org.encodertraces.io.Checkpoint;

/**
 * The search of {@link KnnSetups} on threads of this process: wave after wave of queries, each once
 * through all training rows. How far it has come is kept about once a minute, so that a run that is
 * stopped is gone on with.
 */
final class KnnWaves {

  /** Query rows whose lists are in memory at once. */
  private static final int QUERIES_A_WAVE = 16_384;

  /** Blocks of training rows between two looks at the clock. */
  private static final int BLOCKS_A_ROUND = 16;

  private static final long NANOS_BETWEEN_STATES = 60_000_000_000L;

  private final KnnSetups setups;
  private final Optional<Checkpoint> checkpoint;
  private final LongSupplier clock;
  private final Engine engine;
  private long kept;
  private boolean cannot;

  /**
   * How far a search has come.
   *
   * @param answers of the units that are done
   * @param blocks of training rows that the wave after them has been compared with
   * @param found by that wave's units in those blocks
   */
  private record State(List<BitSet> answers, int blocks, List<ShortLists> found) {}

  /**
   * A search.
   *
   * @param checkpoint keeps how far it has come, if anything does
   * @param clock in nanoseconds, as {@link System#nanoTime}
   */
  KnnWaves(KnnSetups setups, Optional<Checkpoint> checkpoint, LongSupplier clock, Engine engine) {
    this.setups = setups;
    this.checkpoint = checkpoint;
    this.clock = clock;
    this.engine = engine;
    kept = clock.getAsLong();
  }

  /** The answers of all units, in their order. */
  List<BitSet> answers() throws InterruptedException {
    try (Tiles tiles = KnnSetups.tiles();
        Tiles rows = setups.rowMemory()) {
      List<QueryUnit> units = setups.units(tiles);
      long steps = (long) setups.rowBlocks() * setups.processings() * units.size();
      List<BitSet> answers;
      try (Progress.Task task =
          engine.progress().start("knn " + setups.embeddings().parameter().id(), steps)) {
        answers = search(units, begun(units), rows, task);
      }
      forget();
      return answers;
    }
  }

  private State begun(List<QueryUnit> units) {
    return checkpoint
        .flatMap(file -> file.load(in -> read(in, units)))
        .orElseGet(() -> new State(List.of(), 0, List.of()));
  }

  private List<BitSet> search(List<QueryUnit> units, State begun, Tiles rows, Progress.Task task)
      throws InterruptedException {
    List<BitSet> answers = new ArrayList<>(begun.answers());
    List<ShortLists> found = begun.found();
    int block = begun.blocks();
    long unitBlocks = (long) answers.size() * setups.rowBlocks() + (long) found.size() * block;
    task.find(unitBlocks * setups.processings());
    while (answers.size() < units.size()) {
      List<QueryUnit> wave = wave(units, answers.size());
      try {
        wave.forEach(QueryUnit::open);
        for (int i = 0; i < found.size(); i++) {
          wave.get(i).lists().offerAll(found.get(i));
        }
        for (int from = block; from < setups.rowBlocks(); from += BLOCKS_A_ROUND) {
          int to = Math.min(from + BLOCKS_A_ROUND, setups.rowBlocks());
          round(wave, setups.blocks(from, to, wave.size(), rows), task);
          keep(answers, to, wave);
        }
        answers.addAll(votes(wave));
      } finally {
        wave.forEach(QueryUnit::close);
      }
      found = List.of();
      block = 0;
    }
    return answers;
  }

  private List<BitSet> votes(List<QueryUnit> wave) throws InterruptedException {
    BitSet[] votes = new BitSet[wave.size()];
    engine.workers().run(votes.length, i -> votes[i] = wave.get(i).answers(wave.get(i).lists()));
    return List.of(votes);
  }

  private void round(List<QueryUnit> wave, List<TrainingBlock> training, Progress.Task task)
      throws InterruptedException {
    // The first piece of each block reads the next block's rows.
    int pieces = wave.size() + 1;
    engine
        .workers()
        .run(
            training.size() * pieces,
            i -> {
              int block = i / pieces;
              int unit = i % pieces - 1;
              if (unit >= 0) {
                wave.get(unit).search(training.get(block));
                task.step(1);
              } else if (block + 1 < training.size()) {
                training.get(block + 1).load();
              }
            });
  }

  private static List<QueryUnit> wave(List<QueryUnit> units, int from) {
    int size = Math.max(1, QUERIES_A_WAVE / KnnSetups.UNIT_QUERIES);
    return units.subList(from, Math.min(from + size, units.size()));
  }

  /** Keeps the state when the last is old enough; one that cannot be kept costs time alone. */
  private void keep(List<BitSet> answers, int blocks, List<QueryUnit> wave) {
    long now = clock.getAsLong();
    if (checkpoint.isEmpty() || cannot || now - kept < NANOS_BETWEEN_STATES) {
      return;
    }
    kept = now;
    try {
      checkpoint.get().save(out -> write(out, answers, blocks, wave));
    } catch (IOException e) {
      cannot = true;
      engine
          .progress()
          .say(
              "%s: how far the search has come cannot be kept (%s)"
                  .formatted(checkpoint.get().file(), e.getMessage()));
    }
  }

  private void forget() {
    try {
      if (checkpoint.isPresent()) {
        checkpoint.get().done();
      }
    } catch (IOException e) {
      engine.progress().say("%s: cannot be deleted".formatted(checkpoint.orElseThrow().file()));
    }
  }

  private static void write(
      DataOutputStream out, List<BitSet> answers, int blocks, List<QueryUnit> wave)
      throws IOException {
    out.writeInt(answers.size());
    for (BitSet answer : answers) {
      long[] words = answer.toLongArray();
      out.writeInt(words.length);
      for (long word : words) {
        out.writeLong(word);
      }
    }
    out.writeInt(blocks);
    for (QueryUnit unit : wave) {
      unit.lists().write(out);
    }
  }

  private static State read(DataInputStream in, List<QueryUnit> units) throws IOException {
    int done = in.readInt();
    if (done < 0 || done > units.size()) {
      throw new IOException(done + " units are done; there are " + units.size());
    }
    List<BitSet> answers = new ArrayList<>();
    for (int i = 0; i < done; i++) {
      int length = in.readInt();
      // Grows with what is there: a damaged length takes no memory.
      LongStream.Builder words = LongStream.builder();
      for (int at = 0; at < length; at++) {
        words.add(in.readLong());
      }
      answers.add(BitSet.valueOf(words.build().toArray()));
    }
    int blocks = in.readInt();
    List<ShortLists> found = new ArrayList<>();
    for (QueryUnit unit : wave(units, done)) {
      ShortLists lists = unit.none();
      lists.read(in);
      found.add(lists);
    }
    return new State(answers, blocks, found);
  }
}
