import { error, notice, warning } from '@actions/core';

/** A message that the runner shows on the run's page, and beside the files of a pull request. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/**
 * GitHub shows 10 of each level a step, of 4,096 characters each; the tenth is left to what ends
 * the step.
 */
const mostPerLevel = 9;
const mostCharacters = 4096;

/**
 * The annotations that GitHub will show; if a level has too many, its last one says how many are in
 * the summary only.
 */
export function withinLimits(annotations: readonly Annotation[]): readonly Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap(level => {
    const all = annotations.filter(annotation => annotation.level === level).map(shorten);
    if (all.length <= mostPerLevel) return all;
    const shown = all.slice(0, mostPerLevel - 1);
    const rest = {
      level,
      title: 'storage gate',
      message: `${all.length - shown.length} more are in the step summary`,
    };
    return [...shown, rest];
  });
}

/** Publishes annotations; core escapes what would end the command or begin another. */
export function publishAnnotations(annotations: readonly Annotation[]): void {
  const publish = { error, warning, notice };
  for (const { level, title, message } of withinLimits(annotations))
    publish[level](message, { title });
}

function shorten(annotation: Annotation): Annotation {
  const { message } = annotation;
  return message.length <= mostCharacters
    ? annotation
    : { ...annotation, message: `${message.slice(0, mostCharacters - 1)}…` };
}
