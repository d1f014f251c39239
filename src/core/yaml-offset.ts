import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
} from 'yaml';

/** Offset of the key (not the value) that `keys` lead to, or of the nearest parent that exists. */
export function offsetOf(document: Document, keys: readonly PropertyKey[]): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const key of keys) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = pairOf(node, key, document);
      if (pair === undefined) return offset;
      offset = isScalar(pair.key) ? pair.key.range?.[0] : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset;
    } else {
      return offset;
    }
  }
  return offset;
}

/** The pair of a map that has the key, or of one that is merged into it. */
function pairOf({ items }: YAMLMap, key: PropertyKey, document: Document): Pair | undefined {
  const named = (name: string) =>
    items.filter(item => isScalar(item.key) && item.key.source === name);
  const [own] = named(String(key));
  if (own !== undefined) return own;
  const merged = named('<<').flatMap(({ value }) => (isSeq(value) ? value.items : [value]));
  for (const each of merged) {
    const map = isAlias(each) ? each.resolve(document) : each;
    const found = isMap(map) ? pairOf(map, key, document) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
