/** Hands a text file to the browser's downloads. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(name);
  link.click();
  // The browser has taken the file when the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** A name without path or characters that file systems refuse. */
export function fileNameOf(name: string): string {
  const cleaned = [...name].map((character) => (isRefused(character) ? ' ' : character)).join('');
  const bare = cleaned
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .slice(0, 80)
    .trim();
  return `${bare || 'members'}.csv`;
}

function isRefused(character: string): boolean {
  return (
    character < ' ' || '\\/:*?"<>|\u007f'.includes(character) || /[\u200e\u200f\u202a-\u202e]/.test(character)
  );
}
