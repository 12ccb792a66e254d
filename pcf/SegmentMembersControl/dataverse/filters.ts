/** Longest URL that Dataverse takes outside a batch is 32,768 characters; the rest is left for the address. */
const longestQuery = 32_000;

/** Most values in one `In`: SQL Server takes 2,100 parameters in a statement. */
const mostValues = 2000;

/** A text as an OData literal, percent-encoded as browsers send it: apostrophes too, so that its length is known. */
export function literal(text: string): string {
  return encodeURIComponent(`'${text.replace(/'/g, "''")}'`)
    .replace(/%40/g, '@')
    .replace(/'/g, '%27');
}

/** `column in values`, for values that {@link literal} has written. */
export function inFilter(column: string, literals: readonly string[]): string {
  return `Microsoft.Dynamics.CRM.In(PropertyName='${column}',PropertyValues=[${literals.join(',')}])`;
}

/** Cuts values into the fewest pieces that each fit into one query; each piece is cut when it is asked for. */
export function piecesForQueries<Value extends string>(
  values: readonly Value[],
  fixedLength: number,
): () => readonly Value[] | undefined {
  let from = 0;
  return () => {
    let end = from;
    let length = fixedLength;
    while (end < values.length && end - from < mostValues) {
      length += literal(values[end] ?? '').length + 1;
      if (length > longestQuery && end > from) break;
      end += 1;
    }
    if (end === from) return undefined;
    const piece = values.slice(from, end);
    from = end;
    return piece;
  };
}
