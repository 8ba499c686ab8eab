package io.actor.sample.chat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A window with the chat in it, driven as a person would. */
final class Browser implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final ChromeDriver driver;

	private Browser(ChromeOptions options) {
		options.setBinary(executable("CHROME_BIN", "chromium", "google-chrome").orElseThrow());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en",
				"--force-prefers-reduced-motion");
		File service = executable("CHROMEDRIVER", "chromedriver").orElseThrow();
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(service).usingAnyFreePort().build(), options);
	}

	/** Whether there is a browser on this machine. */
	static boolean available() {
		return executable("CHROME_BIN", "chromium", "google-chrome").isPresent()
				&& executable("CHROMEDRIVER", "chromedriver").isPresent();
	}

	private static Optional<File> executable(String variable, String... names) {
		Stream<File> told = Stream.ofNullable(System.getenv(variable)).map(File::new);
		Stream<File> usual = Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((folder) -> new File(folder, name)));
		return Stream.concat(told, usual).filter(File::canExecute).findFirst();
	}

	static Browser desktop() {
		ChromeOptions options = new ChromeOptions();
		options.addArguments("--window-size=1360,900");
		return new Browser(options);
	}

	/** The size of a phone, and dark. */
	static Browser phone() {
		ChromeOptions options = new ChromeOptions();
		options.addArguments("--blink-settings=preferredColorScheme=0");
		options.setExperimentalOption("mobileEmulation",
				Map.of("deviceMetrics", Map.of("width", 390, "height", 844, "pixelRatio", 2.0)));
		return new Browser(options);
	}

	Browser enter(int port, String nick) {
		this.driver.get("http://localhost:" + port + "/");
		until("#nick", (input) -> input.isDisplayed());
		find("#nick").sendKeys(nick, Keys.ENTER);
		// The page may not be connected yet; then it says so, and wants it once more.
		until("#state", (state) -> {
			if (state.getText().equals("online")) {
				return true;
			}
			if (!find("#welcome-problem").getText().isEmpty()) {
				find("#nick").sendKeys(Keys.ENTER);
			}
			return false;
		});
		return this;
	}

	void say(String text) {
		find("#text").sendKeys(text, Keys.ENTER);
	}

	void typeRoom(String name) {
		until("#new-room-name", WebElement::isDisplayed);
		find("#new-room-name").sendKeys(name, Keys.ENTER);
	}

	/**
	 * Clicks what is there. The page may draw it anew between the look and the click;
	 * then nothing was clicked, and the new one is.
	 */
	void click(String selector) {
		until(selector, (element) -> {
			if (!element.isDisplayed()) {
				return false;
			}
			element.click();
			return true;
		});
	}

	/** Waits until this text is in a bubble. */
	void reads(String text) {
		untilTexts(".message.delivered .bubble", (texts) -> texts.contains(text));
	}

	/** Waits until exactly these people are listed. */
	void seesPeople(Duration within, String... nicks) {
		waiting(within).until((any) -> texts("#people .nick").equals(List.of(nicks)));
	}

	void until(String selector, Predicate<WebElement> condition) {
		waiting(Duration.ofSeconds(30)).until((any) -> condition.test(find(selector)));
	}

	void untilTexts(String selector, Predicate<List<String>> condition) {
		waiting(Duration.ofSeconds(30)).until((any) -> condition.test(texts(selector)));
	}

	List<String> texts(String selector) {
		return this.driver.findElements(By.cssSelector(selector))
			.stream()
			.map((element) -> element.getDomProperty("textContent"))
			.toList();
	}

	/** What the page has complained about. */
	List<String> problems() {
		return this.driver.manage().logs().get("browser").getAll().stream().map(Object::toString).toList();
	}

	void screenshot(String name) {
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(SCREENSHOTS.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	private WebDriverWait waiting(Duration limit) {
		WebDriverWait wait = new WebDriverWait(this.driver, limit, Duration.ofMillis(50));
		wait.ignoring(StaleElementReferenceException.class);
		return wait;
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
