/**
 * What a reader of a page reads: without fenced code, quotations of reports, HTML and the addresses
 * of links.
 */
function proseOf(markdown: string): string {
  return markdown
    .replaceAll(/^```[^]*?^```$/gm, '')
    .replaceAll(/^>.*$/gm, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\]\([^)]*\)/g, ']');
}

/**
 * The words of a text: whatever has a letter or a digit; `cache=none` and `5 %` are one and one.
 */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(word => /[\p{L}\d]/u.test(word));
}

/**
 * The sentences of a page, headings, list items and cells of tables among them: a sentence ends at
 * a full stop, question mark or exclamation mark before white space.
 */
export function sentencesOf(markdown: string): string[] {
  return proseOf(markdown)
    .split(/\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.)\s?)|(?<=^\|.*)\|/m)
    .flatMap(block => block.replaceAll(/\s+/g, ' ').split(/(?<=[.?!]["')*\]]*)\s+/))
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '');
}
