#!/usr/bin/env bash
# A soak: N small photos through `extract`, by one command, outside `mvn verify`.
#
#     tools/soak.sh FOLDER [N [KILLS [PART…]]]          N 100000, KILLS 5, all parts by number
#
# 1. straight: all photos without a stop; resident memory and open files over time, peak, and at the end
# 2. killed: the same, KILLS times killed by -9 at random moments and gone on with; all bytes compared
# 3. full disk: onto a small disk (tmpfs, needs the right to mount; told and left out where there is none) that
#    fills in the middle: exit code and words; then with room again, all bytes compared
# 4. changing: a photo that is written to while it is read, and one replaced between two runs: words
# 5. listing: a folder with 10 x N names (1,000,000 for 100,000): heap and resident bytes an entry
#
# Figures go to FOLDER/soak.txt. The encoder is builtin/color and one processing, so that what is soaked is
# everything around the network: listing, reading, shards, merge. HEAP is 1g. PYTHON draws the photos (Pillow).
set -euo pipefail

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "${1:?usage: tools/soak.sh FOLDER [N [KILLS [PART…]]]}"
folder=$(cd "$1" && pwd)
count=${2:-100000} kills=${3:-5} heap=${HEAP:-1g}
parts=" ${*:4} "
[ -n "${parts// /}" ] || parts=" 1 2 3 4 5 "
python=${PYTHON:-python3}
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
export TRACES_HOME=$folder/home OPENCV_LOG_LEVEL=SILENT ORT_DISABLE_TELEMETRY=1
encoder=builtin/color
photos=$folder/photos

# A copy, so that a build in the checkout takes no jar away. CLASSES names another build.
if [ -z "${CLASSES:-}" ]; then
  if [ ! -e "$folder/program/encoder-traces.jar" ]; then
    "$home/traces" --version >/dev/null
    mkdir -p "$folder/program"
    cp -r "$home/cli/target/lib" "$folder/program/"
    cp "$home/cli/target/encoder-traces.jar" "$folder/program/"
  fi
  CLASSES=$folder/program/encoder-traces.jar:$folder/program/lib/*
fi
options=(-XX:+UseParallelGC -XX:MaxNewSize=256m -XX:-UsePerfData "-Xmx$heap")

say() { echo "$*" | tee -a "$folder/soak.txt"; }
digests() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum); }
traces() { exec "$java" "${options[@]}" -cp "$CLASSES" org.encodertraces.cli.Traces "$@"; }
run() { # OUT [OPTIONS]: extraction in the background, its id in pid
  local out=$1
  shift
  (traces extract --images "$photos" --encoder $encoder --processing "${processing:-IDENTITY}" --out "$out" "$@") \
    >"$folder/out.txt" 2>"$folder/err.txt" &
  pid=$!
}

# watch CSV: memory and open files of pid until it ends; sets code.
watch() {
  local began=$SECONDS files
  echo "seconds,resident_mb,anonymous_mb,open_files" >"$1"
  while kill -0 $pid 2>/dev/null; do
    files=$(find "/proc/$pid/fd" -mindepth 1 -maxdepth 1 2>/dev/null | wc -l)
    awk -v s=$((SECONDS - began)) -v f="$files" '/^VmRSS/ { r = $2 } /^RssAnon/ { a = $2 }
      END { if (r) printf "%d,%d,%d,%d\n", s, r / 1024, a / 1024, f }' "/proc/$pid/status" >>"$1" 2>/dev/null || true
    sleep "${STEP:-1}"
  done
  code=0
  wait $pid || code=$?
}

over_time() {
  awk -F, 'NR > 1 { n++; r[n] = $2; a[n] = $3; f[n] = $4; if ($2 > mr) mr = $2; if ($4 > mf) mf = $4 }
    END { printf "resident MB (open files) at tenths of the time:"
      for (i = 1; i <= 10; i++) { j = int((n - 1) * i / 10) + 1; printf " %d (%d)", r[j], f[j] }
      printf "; most %d MB, %d files", mr, mf }' "$1"
}

wanted() { [[ $parts == *" $1 "* ]]; } # PART
# COUNT FOLDER: its first names, read to the end, as a pipe that is left early would end the script.
first() { find "$2" -name '*.jpg' | sort | sed -n "1,$1p"; }

draw() {
  [ -e "$folder/drawn-$count" ] || {
    rm -rf "$photos"
    "$python" - "$photos" "$count" <<'PY'
import io, pathlib, random, sys
from PIL import Image, ImageDraw
folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
draws = random.Random(1)
for number in range(count):
    # Folders of a thousand in ten classes.
    place = folder / f"class{number % 10}" / f"{number // 10000:03d}"
    place.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (64, 48), tuple(draws.randrange(256) for _ in range(3)))
    pen = ImageDraw.Draw(image)
    for _ in range(3):
        x, y = draws.randrange(64), draws.randrange(48)
        pen.ellipse((x - 12, y - 9, x + 12, y + 9), fill=tuple(draws.randrange(256) for _ in range(3)))
    data = io.BytesIO()
    image.save(data, "JPEG", quality=90)
    # One in a thousand is damaged: cut short.
    data = data.getvalue()
    (place / f"{number:07d}.jpg").write_bytes(data[: len(data) // 2] if number % 1000 == 999 else data)
PY
    touch "$folder/drawn-$count"
  }
}

same() { # NAME
  if diff <(digests "$folder/straight") <(digests "$folder/$1") >"$folder/differences"; then
    say "   the same bytes as without a stop ($(digests "$folder/$1" | wc -l) files)"
  else
    say "   DIFFERS: $(head -5 "$folder/differences" | tr '\n' ' ')"
    exit 1
  fi
}

draw
say "== $(date -u +%FT%TZ) $count photos, $encoder, heap $heap; load $(cut -d' ' -f1-3 /proc/loadavg)"

if wanted 1; then
  rm -rf "$folder/straight"
  began=$SECONDS
  run "$folder/straight"
  watch "$folder/straight.csv"
  [ $code = 0 ] || { cat "$folder/err.txt" >&2; exit 1; }
  say "1. straight: $((SECONDS - began)) s; $(over_time "$folder/straight.csv")"
  say "   skipped: $(($(wc -l <"$folder/straight/skipped.csv" 2>/dev/null || echo 1) - 1)) photos"
fi

if wanted 2; then
  rm -rf "$folder/killed"
  straight=$(tail -1 "$folder/straight.csv" | cut -d, -f1)
  for kill in $(seq "$kills"); do
    run "$folder/killed"
    # Any moment of the run, start and merge included.
    moment=$(awk -v s="$straight" -v r=$RANDOM 'BEGIN { printf "%.1f", 1 + s * 0.8 * r / 32768 }')
    sleep "$moment"
    disown $pid
    # The shell's child is the JVM itself: exec.
    if kill -9 $pid 2>/dev/null; then
      say "2. killed by -9 after $moment s, $(find "$folder/killed" -name 'shard-*.rows' 2>/dev/null | wc -l) shards there"
    else
      say "2. done before $moment s"
    fi
    while kill -0 $pid 2>/dev/null; do sleep 0.2; done
  done
  run "$folder/killed"
  watch "$folder/killed.csv"
  [ $code = 0 ] || { cat "$folder/err.txt" >&2; exit 1; }
  same killed
fi

if wanted 3; then
  disk=$folder/disk
  mkdir -p "$disk"
  size=$(du -sk "$folder/straight" | cut -f1)
  if mount -t tmpfs -o "size=$((size / 2))k" tmpfs "$disk" 2>/dev/null; then
    trap 'umount "$disk" 2>/dev/null || true' EXIT
    run "$disk/out"
    watch "$folder/full.csv"
    say "3. full disk: exit code $code: $(tail -1 "$folder/err.txt")"
    [ $code != 0 ] || { say "   DIFFERS: the disk was not full"; exit 1; }
    torn=$(find "$disk/out" -name '*.safetensors' | wc -l)
    mount -o "remount,size=$((size * 4))k" "$disk"
    run "$disk/out"
    watch "$folder/full.csv"
    [ $code = 0 ] || { cat "$folder/err.txt" >&2; exit 1; }
    say "   $torn files with their final names when it was full; with room again it went on:"
    cp -r "$disk/out" "$folder/full"
    same full
    rm -rf "$folder/full"
    umount "$disk"
    trap - EXIT
  else
    say "3. full disk: left out, no right to mount a tmpfs"
  fi
  rm -rf "$disk"
fi

if wanted 4; then
  # A photo that grows and shrinks all the while, in a small set: read whole, or skipped with a reason.
  small=$folder/small
  rm -rf "$small" "$folder/changing"
  mkdir -p "$small/a" "$small/b"
  first 300 "$photos/class0" | xargs -I{} cp {} "$small/a/"
  first 300 "$photos/class1" | xargs -I{} cp {} "$small/b/"
  victim=$(first 1 "$small/a")
  whole=$folder/whole.jpg
  cp "$victim" "$whole"
  (while :; do head -c $((RANDOM % 900)) "$whole" >"$victim"; cat "$whole" >"$victim"; done) &
  changer=$!
  photos=$small
  run "$folder/changing"
  watch "$folder/changing.csv"
  kill $changer
  wait $changer 2>/dev/null || true
  cat "$whole" >"$victim"
  say "4. a photo that changes while it is read: exit code $code; $(grep -h "$(basename "$victim")" "$folder/changing/skipped.csv" 2>/dev/null || echo 'read whole'); $(tail -1 "$folder/err.txt")"
  cp "$(first 1 "$small/b")" "$victim"
  touch -d '2001-01-01' "$victim"
  processing=JPEG75_420 run "$folder/changing"
  watch "$folder/changing.csv"
  say "   replaced before the next processing: exit code $code: $(tail -1 "$folder/err.txt")"
fi

if wanted 5; then
  # Names alone: listing reads no byte of a photo.
  names=$folder/names-$count
  [ -e "$names/done" ] || {
    rm -rf "$names"
    mkdir -p "$names/photos"
    "$python" - "$names/photos" $((count * 10)) <<'PY'
import os, sys
for number in range(int(sys.argv[2])):
    os.close(os.open(f"{sys.argv[1]}/photo-{number:08d}.jpg", os.O_CREAT | os.O_WRONLY))
PY
    touch "$names/done"
  }
  entries=$((count * 10))
  say "5. listing $entries names: $("$java" -XX:+UseSerialGC -XX:-UsePerfData -Xmx2g -cp "$CLASSES" "$home/benchmarks/src/main/java/org/encodertraces/benchmarks/ListingMemory.java" "$names/photos")"
fi
