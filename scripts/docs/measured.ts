import { knownDirectory, readAllKnown } from '../../bench/known/known.ts';
import { biasedPairs, renderKnown } from '../../bench/known/markdown.ts';
import { renderCampaign, renderHosts, renderSpread } from '../../bench/pairs/markdown.ts';
import { readTraces, tracesDirectory } from '../../bench/pairs/trace.ts';

/**
 * What runs of real guests came to, from their traces: `campaign` how they were judged, `spread`
 * how their rounds differ, `known` the table of known differences. Nothing was measured, no part:
 * then a page that has one fails.
 */
export function measuredBlocks(
  file: string,
  { traces = tracesDirectory, known = knownDirectory } = {},
) {
  const runs = readTraces(traces);
  const pairs = readAllKnown(known);
  const hosts = renderHosts(runs.map(({ run }) => run));
  const ofPairs = pairs.flatMap(({ ways }) => Object.values(ways).flatMap(way => way ?? []));
  const biased = biasedPairs(pairs);
  const told =
    biased.length === 0
      ? 'No pair is biased by more than a third of the tolerance.'
      : `Biased by more than a third of the tolerance: ${biased.join('; ')}.`;
  const part = (block: string, paragraphs: readonly string[]) => ({
    file,
    block,
    render: () => paragraphs.join('\n\n'),
  });
  return [
    ...(runs.length === 0
      ? []
      : [
          part('campaign', ['`npm run bench:pairs`', hosts, renderCampaign(runs)]),
          part('spread', [renderSpread(runs)]),
        ]),
    ...(pairs.length === 0
      ? []
      : [
          part('known', [
            `\`${pairs[0]?.command}\``,
            renderHosts(ofPairs),
            renderKnown(pairs),
            told,
          ]),
        ]),
  ];
}
