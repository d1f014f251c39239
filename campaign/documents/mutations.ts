import { type Json, type Place, placesIn } from './json.ts';

/** Draws 0 to 1. */
export type Draw = () => number;

/** One of some things. */
export function oneOf<T>(things: readonly T[], draw: Draw): T {
  if (things.length === 0) throw new RangeError('one of nothing');
  return things[Math.floor(draw() * things.length)] as T;
}

/** A kind of change of a document; what it says of itself, undefined where it changed nothing. */
export interface Mutation {
  readonly name: string;
  /** It makes the judged disk slower, or says so: then no verdict may be better than before. */
  readonly slows?: boolean;
  /** What is left proves nothing: it must not pass whatever it was before. */
  readonly disproves?: boolean;
  readonly apply: (document: Json, draw: Draw) => string | undefined;
}

/** Changes of any one place, whatever it is. */
export const blindMutation: Mutation = {
  name: 'any one place',
  apply: (document, draw) => {
    const place = oneOf(placesIn(document), draw);
    return changed(place, draw) ? place.path : undefined;
  },
};

function changed({ parent, key, value }: Place, draw: Draw): boolean {
  const how = oneOf(['gone', 'other', 'other', 'other', 'twice'], draw);
  const holder = parent as Record<string | number, unknown>;
  if (how === 'gone' || typeof value === 'object') {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete holder[key];
    return true;
  }
  if (how === 'twice' && Array.isArray(parent)) {
    parent.push(structuredClone(value) as Json);
    return true;
  }
  if (typeof value === 'boolean') holder[key] = !value;
  else if (typeof value === 'number')
    holder[key] = oneOf([0, 1, -1, value * 2, value / 2, value + 1, 1e12, null], draw);
  else holder[key] = oneOf(['', 'x', '2026-01-01T00:00:00Z', 'prod', 'f'.repeat(64), 7], draw);
  return holder[key] !== value;
}

/** What a change says of itself, undefined where it is of nothing. */
export function said(all: readonly Json[], what: string): string | undefined {
  return all.length === 0 ? undefined : what;
}

/** All measurements of a document. */
export function measurements(document: Json): Json[] {
  return list(document['rounds']).flatMap(round => list(round['measurements']));
}

/** All differences of its pairs. */
export function differences(document: Json): Json[] {
  return list(document['rounds']).flatMap(round => list(round['differences']));
}

/** Names of its workloads. */
export function workloads(document: Json): string[] {
  const suite = record(record(document['plan'])['suite']);
  return list(suite['workloads']).map(one => text(one['name']));
}

/** Metrics that it has. */
export function metricsIn(document: Json): string[] {
  return [...new Set(measurements(document).map(one => text(one['metric'])))];
}

/** A value as a list, empty where it is none. */
export function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

/** A value as an object, empty where it is none. */
export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

/** A value as text. */
export function text(value: Json[string]): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
