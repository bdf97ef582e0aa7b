const says = (line: string) => line.trim() !== "" && !line.startsWith("#");

/** Lines of a file that has one entry a line, as they stand: neither blank ones nor comments. */
export function linesOf(text: string): string[] {
  return text.split("\n").filter(says);
}

/** The same of a file in which blanks around an entry mean nothing. */
export function trimmedLinesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(says);
}
