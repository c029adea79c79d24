package org.encodertraces.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TeamTest {

  @Test
  void everyPieceOfEveryRoundIsDoneOnceBeforeTheNextRoundBegins() throws Exception {
    try (Workers workers = new Workers(4)) {
      int[] sums =
          workers.inTeam(
              4,
              team -> {
                int[] cells = new int[7];
                for (int round = 1; round <= 2000; round++) {
                  int expected = round - 1;
                  team.run(
                      cells.length,
                      piece -> {
                        if (cells[piece] == expected) {
                          cells[piece]++;
                        }
                      });
                }
                return cells;
              });

      assertThat(sums).containsOnly(2000);
    }
  }

  /** Both workers are busy with the teams' callers: no helper ever comes, and both end. */
  @Test
  void teamsWithoutAFreeWorkerEndByThemselves() throws Exception {
    try (Workers workers = new Workers(2)) {
      int[] rounds = new int[2];
      workers.run(
          2,
          caller -> {
            try {
              rounds[caller] =
                  workers.inTeam(
                      2,
                      team -> {
                        AtomicInteger done = new AtomicInteger();
                        for (int round = 0; round < 100; round++) {
                          team.run(3, piece -> done.incrementAndGet());
                        }
                        return done.get();
                      });
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });

      assertThat(rounds).containsExactly(300, 300);
    }
  }

  @Test
  void aPiecesFailureIsTheRoundsAndTheTeamGoesOn() throws Exception {
    try (Workers workers = new Workers(3)) {
      AtomicInteger later = new AtomicInteger();
      workers.inTeam(
          3,
          team -> {
            assertThatThrownBy(
                    () ->
                        team.run(
                            5,
                            piece -> {
                              throw new IllegalStateException("piece " + piece);
                            }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("piece ");
            team.run(5, piece -> later.incrementAndGet());
            return later;
          });

      assertThat(later).hasValue(5);
    }
  }

  /** Memory outside the heap is freed when run returns: an interrupt waits for pieces under way. */
  @Test
  void anInterruptIsToldWhenThePiecesUnderWayAreDone() throws Exception {
    try (Workers workers = new Workers(2)) {
      boolean[] done = new boolean[4];
      assertThatThrownBy(
              () ->
                  workers.inTeam(
                      2,
                      team -> {
                        Thread caller = Thread.currentThread();
                        team.run(
                            4,
                            piece -> {
                              caller.interrupt();
                              done[piece] = true;
                            });
                        team.run(1, piece -> Arrays.fill(done, false));
                        return done;
                      }))
          .isInstanceOf(InterruptedException.class);

      assertThat(done).containsOnly(true);
      // The workers are free again.
      workers.run(2, piece -> done[piece] = false);
      assertThat(done).containsExactly(false, false, true, true);
    }
  }
}
