import { plainText } from '../plain-text.ts';

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
