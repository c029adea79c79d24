package org.encodertraces.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.encodertraces.InputException;
import org.junit.jupiter.api.Test;

class ImageDatasetTest {

  private static Photo photo(String id, Map<String, Long> marks) {
    return new Photo(id, new PhotoBytes.InFile(Path.of("photos", id)), Photo.NO_LABEL, marks);
  }

  @Test
  void aPhotoWithoutTheMarkOfTheOthersIsNamed() {
    List<Photo> photos =
        List.of(
            photo("a.jpg", Map.of(Photo.FLICKR_ID, 7L)),
            photo("b.jpg", Map.of()),
            photo("c.jpg", Map.of(Photo.FLICKR_ID, 9L)));

    assertThatThrownBy(
            () ->
                new ImageDataset(
                    "photos", Path.of("photos"), List.of(), "none", List.of(), List.of(), photos))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("photo b.jpg has no \"Flickr ID\", which other photos");
  }
}
