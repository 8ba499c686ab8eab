package io.actor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints what the workload programs measured as two Markdown tables: the medians with
 * their ranges, and each peer's median divided by ours.
 *
 * <p>
 * Arguments: files of JSON lines.
 */
public final class Table {

	private final Results results;

	Table(Results results) {
		this.results = results;
	}

	public static void main(String[] files) throws IOException {
		List<Measurement> measurements = new ArrayList<>();
		for (String file : files) {
			for (String line : Files.readAllLines(Path.of(file))) {
				measurements.addAll(Measurement.parse(line));
			}
		}
		Table table = new Table(new Results(measurements));
		System.out.print(table.medians());
		System.out.println();
		System.out.print(table.ratios());
	}

	/** One row per number, one column per contender: median (min…max). */
	String medians() {
		List<Contender> contenders = List.copyOf(this.results.contenders());
		StringBuilder table = new StringBuilder();
		List<String> head = new ArrayList<>(List.of("workload", "unit"));
		contenders.forEach((contender) -> head.add(contender.name()));
		appendHead(table, head);
		for (String row : this.results.rows()) {
			List<String> cells = new ArrayList<>(List.of(row, this.results.unit(row)));
			for (Contender contender : contenders) {
				cells.add(this.results.spread(row, contender).map(Table::format).orElse(""));
			}
			appendRow(table, cells);
		}
		return table.toString();
	}

	/** One row per number we measured too; empty if there is nothing to compare. */
	String ratios() {
		List<Column> columns = columns();
		StringBuilder rows = new StringBuilder();
		for (String row : this.results.rows()) {
			List<String> cells = columns.stream().map((column) -> column.cell(this.results, row)).toList();
			if (cells.stream().anyMatch((cell) -> !cell.isEmpty())) {
				List<String> all = new ArrayList<>(List.of(row));
				all.addAll(cells);
				appendRow(rows, all);
			}
		}
		if (rows.isEmpty()) {
			return "";
		}
		StringBuilder table = new StringBuilder();
		List<String> head = new ArrayList<>(List.of("ratio"));
		columns.forEach((column) -> head.add(column.family + " / " + column.ours.name()));
		appendHead(table, head);
		return table.append(rows).toString();
	}

	private List<Column> columns() {
		return this.results.contenders()
			.stream()
			.filter(Contender::ours)
			.flatMap((ours) -> this.results.peerFamilies().stream().map((family) -> new Column(ours, family)))
			.toList();
	}

	private static void appendHead(StringBuilder table, List<String> cells) {
		appendRow(table, cells);
		appendRow(table, cells.stream().<String>map((cell) -> "---").toList());
	}

	private static void appendRow(StringBuilder table, List<String> cells) {
		table.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
	}

	private static String format(Spread spread) {
		String median = format(spread.median());
		return (spread.count() == 1) ? median : median + " (" + format(spread.min()) + "…" + format(spread.max()) + ")";
	}

	/** Three digits that count, or all before the point. */
	private static String format(double value) {
		String pattern = (value >= 100) ? "%,.0f" : (value >= 10) ? "%.1f" : "%.2f";
		return String.format(Locale.ROOT, pattern, value);
	}

	/** One of our configurations against one peer. */
	private record Column(Contender ours, String family) {

		String cell(Results results, String row) {
			return results.ratio(row, this.ours, this.family).map(Column::format).orElse("");
		}

		private static String format(Ratio ratio) {
			String configuration = ratio.peer().configuration();
			return (ratio.uncertain() ? "~" : "") + Table.format(ratio.value())
					+ (configuration.isEmpty() ? "" : " (" + configuration + ")");
		}

	}

}
