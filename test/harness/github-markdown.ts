import type { Element, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** Markdown as GitHub shows it in a comment or a step summary. */
export interface ShownMarkdown {
  readonly html: string;
  /** Elements of a name, in their order. */
  readonly elements: (name: string) => readonly Element[];
  /** What a reader reads, entities resolved, tags gone. */
  readonly text: string;
  /** True where the sanitiser took something away or changed it. */
  readonly isChanged: boolean;
}

/**
 * A model of GitHub's own rendering: GitHub-flavoured Markdown, raw HTML parsed, then sanitised by
 * the schema that rehype-sanitize takes from GitHub's. Its prefix for ids is left out, since we
 * give none.
 */
export function showMarkdown(markdown: string): ShownMarkdown {
  const parser = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw);
  const tree = withoutComments(parser.runSync(parser.parse(markdown)));
  const clean = unified()
    .use(rehypeSanitize, { ...defaultSchema, clobberPrefix: '' })
    .runSync(tree);
  const [before, after] = [tree, clean].map(each => unified().use(rehypeStringify).stringify(each));
  return {
    html: after ?? '',
    elements: name => elementsIn(clean, name),
    text: textIn(clean),
    isChanged: before !== after,
  };
}

/** Hidden comments carry our marker; GitHub shows none. */
function withoutComments<T extends Root | Element>(node: T): T {
  const children = node.children
    .filter(({ type }) => type !== 'comment')
    .map(child => (child.type === 'element' ? withoutComments(child) : child));
  return { ...node, children };
}

function elementsIn(node: Root | Element, name: string): Element[] {
  return node.children.flatMap(child => {
    if (child.type !== 'element') return [];
    return [...(child.tagName === name ? [child] : []), ...elementsIn(child, name)];
  });
}

/** The text below a node. */
export function textIn(node: Root | Element): string {
  return node.children
    .map(child =>
      child.type === 'text' ? child.value : child.type === 'element' ? textIn(child) : '',
    )
    .join('');
}
