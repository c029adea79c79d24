package org.encodertraces.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium with a page in it; tests that need one skip where there is none. */
final class Browser implements AutoCloseable {

  private final ChromeDriver driver;
  private final Path downloads;

  private Browser(ChromeDriver driver, Path downloads) {
    this.driver = driver;
    this.downloads = downloads;
  }

  /** Starts a browser that keeps its files in {@code folder}. */
  static Browser start(Path folder) {
    Optional<Path> chromium = first("/usr/bin/chromium", "/usr/bin/chromium-browser");
    Optional<Path> chromedriver = first("/usr/bin/chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "needs chromium and chromedriver in /usr/bin to open the page");
    Path downloads = folder.resolve("downloads");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // What moves to its place could be asked before it is there.
        "--force-prefers-reduced-motion",
        "--force-device-scale-factor=1",
        "--user-data-dir=" + folder.resolve("profile"));
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads.toString()));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    return new Browser(driver, downloads);
  }

  /** Opens a page in a window of this width; what was logged before is forgotten. */
  void open(Path page, int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    scheme(scheme);
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.manage().logs().get(LogType.BROWSER);
    driver.get(page.toUri().toString());
    new WebDriverWait(driver, Duration.ofSeconds(30)).until(opened -> isDrawn());
  }

  /** Whether every chart that is not folded away is there. */
  private boolean isDrawn() {
    return (Boolean)
        run(
            "const parts = document.querySelectorAll('.encoder-traces');"
                + " return (parts.length ? [...parts] : [document.documentElement])"
                + ".every((one) => one.dataset.drawn === 'all')"
                + " && [...document.querySelectorAll('.chart')]"
                + ".every((one) => one.closest('details:not([open])') || one.querySelector('svg'))");
  }

  /** Lets the reader prefer {@code light} or {@code dark}. */
  void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private static Optional<Path> first(String... candidates) {
    return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst();
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens all that goes deeper, as a reader would one after another, and waits for its charts. */
  void unfold() {
    driver.executeScript(
        "document.querySelectorAll('details.deep').forEach((one) => one.open = true)");
    new WebDriverWait(driver, Duration.ofSeconds(30)).until(opened -> isDrawn());
  }

  /** Takes a tool from the menu of the first figure in here. */
  void choose(String selector, String tool) {
    click(find(selector + " details.menu > summary"));
    click(find(selector + " [data-tool=" + tool + "]"));
  }

  /** What a script returns. */
  Object run(String script) {
    return Objects.requireNonNull(driver.executeScript(script));
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Moves the mouse over an element, scrolled into view, to this offset from its center. */
  void hover(WebElement element, int dx, int dy) {
    center(element);
    new Actions(driver).moveToElement(element, dx, dy).pause(Duration.ofMillis(300)).perform();
  }

  /** Draws a rectangle with the mouse, corners as offsets from an element's center. */
  void drag(WebElement element, int fromX, int fromY, int toX, int toY) {
    center(element);
    new Actions(driver)
        .moveToElement(element, fromX, fromY)
        .clickAndHold()
        .moveToElement(element, toX, toY)
        .release()
        .perform();
  }

  void click(WebElement element) {
    center(element);
    element.click();
  }

  private void center(WebElement element) {
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
  }

  /**
   * The file that a click on a download button leaves. Chromium takes its name with an empty file
   * first, and puts the whole one in its place.
   */
  String downloaded(String name) throws IOException {
    Path file = downloads.resolve(name);
    new WebDriverWait(driver, Duration.ofSeconds(30))
        .until(opened -> Files.exists(file) && file.toFile().length() > 0);
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** What the console complained of. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Addresses that the page asked for, but for itself and what it holds. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      String message = entry.getMessage();
      if (message.contains("Network.requestWillBeSent\"")) {
        int from = message.indexOf("\"url\":\"", message.indexOf("\"request\":")) + 7;
        String address = message.substring(from, message.indexOf('"', from));
        if (!address.startsWith("file:")
            && !address.startsWith("data:")
            && !address.startsWith("blob:")) {
          addresses.add(address);
        }
      }
    }
    return addresses;
  }

  /** What axe-core finds serious or critical: rule and element. */
  @SuppressWarnings("unchecked")
  List<String> accessibilityViolations() throws IOException {
    try (InputStream axe =
        Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
      driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    List<?> violations =
        (List<?>)
            Objects.requireNonNull(
                driver.executeAsyncScript(
                    """
                    const done = arguments[arguments.length - 1];
                    axe.run(document, { resultTypes: ['violations'] }).then((found) => done(
                      found.violations
                        .filter((one) => one.impact === 'serious' || one.impact === 'critical')
                        .flatMap((one) => one.nodes.map((node) => one.id + ': ' + node.html.slice(0, 150)))));
                    """));
    return violations.stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
