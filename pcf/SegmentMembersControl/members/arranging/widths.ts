/** Pixels that a column keeps: a few letters. */
const least = 64;

/** The widths when a column grows by so many pixels and the one after it gives them. */
export function widened(widths: readonly number[], column: number, by: number): readonly number[] {
  const [own, next] = [widths[column], widths[column + 1]];
  if (own === undefined || next === undefined) return widths;
  const taken = Math.max(Math.min(0, least - own), Math.min(by, Math.max(0, next - least)));
  return widths.map((width, place) =>
    place === column ? own + taken : place === column + 1 ? next - taken : width,
  );
}
