/**
 * Foreign text as plain characters for a terminal: one line, no control characters (an escape
 * sequence could rewrite the screen) and none that turn the direction of text or have no width.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\t\n\v\f\r\u{85}\u{2028}\u{2029}]+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '\u{fffd}')
    .trim();
}

/**
 * Foreign text for GitHub's Markdown and HTML, in a sentence, a list or a table cell: it shows as
 * it is, on one line, and does nothing. Punctuation that means something becomes a character
 * reference, which CommonMark never reads as markup. GitHub looks for mentions, issues and
 * addresses in the text that results, so a space of no width breaks those up.
 */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replaceAll(/[@#]/g, mark => `${mark}${noWidth}`)
    .replaceAll(/\b(gh)-(?=\d)/gi, `$1${noWidth}-`)
    .replaceAll(/\b(www)\./gi, `$1${noWidth}.`)
    .replaceAll('://', `:${noWidth}//`)
    .replaceAll(
      /[&<>|`*~[\]\\!#@$+=^{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?! |$)|^[-.)]|(?<=^\d+)[.)]|\u{200b}/gu,
      mark => `&#${mark.codePointAt(0)};`,
    );
}

const noWidth = '\u{200b}';
