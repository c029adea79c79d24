package org.encodertraces.report;

/** Words of the study, explained where they stand: on hover and on focus. */
enum Terms {
  PROBE(
      "linear probe",
      "A linear classifier, trained to tell from the embedding alone how a photo was processed. What it reads, the embedding holds."),
  CHANCE("chance", "What guessing gets right: 100 % divided by the number of classes."),
  INTERVAL(
      "interval",
      "An individual 95 % interval over test photos: drawn anew, photos of the same kind would give a figure in an interval like it 19 times in 20."),
  FOUND(
      "found",
      "Stands after correction for all claims of this page: of pages without any trace at most one in twenty would find anything."),
  NEG_SAME(
      "the wrong photos share it",
      "The study's neg_same: a photo's own class was processed another way than it, all other classes the same way. An encoder that ranks by processing now ranks the wrong classes first."),
  POS_SAME(
      "the right photos share it",
      "The study's pos_same: only a photo's own class was processed the same way as it."),
  BASELINE("all alike", "The study's baseline: all photos are processed the same way."),
  ALL_DIFF(
      "nobody shares it",
      "The study's all_diff: all photos of the database are processed another way than the query."),
  UNIFORM("at random", "The study's uniform: every photo of the database is processed at random."),
  FLOOR(
      "floor",
      "How alike two unrelated photos are to this encoder. A cosine says little without it: in some encoders any two photos have 0.8."),
  RECALL(
      "recall@1",
      "How often the nearest photo is the one that was sought: the same subject, taken by the other type of camera.");

  private final String words;
  private final String tip;

  Terms(String words, String tip) {
    this.words = words;
    this.tip = tip;
  }

  /** The term as it is called here. */
  Markup html() {
    return as(words);
  }

  /** The term in the words of a sentence. */
  Markup as(String called) {
    return new Markup()
        .add("<button type=\"button\" class=\"term\" data-tip=\"%s\">%s</button>", tip, called);
  }
}
