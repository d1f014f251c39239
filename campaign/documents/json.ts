/** A JSON object that may be changed. */
export interface Json {
  [key: string]: string | number | boolean | null | Json | Json[] | number[] | undefined;
}

/** A place in a document. */
export interface Place {
  readonly path: string;
  readonly parent: Json | Json[];
  readonly key: string | number;
  readonly value: unknown;
}

/** What says nothing of a run but how it is shown, or who wrote it. */
const presentation = /^(tool|timing\.rest|rounds\.\d+\.boots|caveats)\b/;

/** All places of a document; of its rounds a few, so that they are not nearly all of them. */
export function placesIn(document: Json): Place[] {
  const rounds = (document['rounds'] as Json[]).slice(0, 2);
  const places: Place[] = [];
  const walk = (parent: Json | Json[], path: string): void => {
    for (const [key, value] of Object.entries(parent)) {
      const at = path === '' ? key : `${path}.${key}`;
      const isFar = path === 'rounds' && Number(key) >= rounds.length;
      const isMany = /(measurements|differences)$/.test(path) && Number(key) >= 8;
      if (isFar || isMany || presentation.test(at)) continue;
      places.push({ path: at, parent, key: Array.isArray(parent) ? Number(key) : key, value });
      if (typeof value === 'object' && value !== null) walk(value as Json, at);
    }
  };
  walk(document, '');
  return places;
}
