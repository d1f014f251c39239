/**
 * A text without the directories of this machine in it: of an absolute path its last part stays,
 * `…/disk0.raw`. A document may be read by anybody, and the words of a tool that failed may name
 * somebody's home. What every Linux has stays whole: /dev, /proc, /sys.
 */
export function withoutDirectories(text: string, known: readonly string[]): string {
  // Those that are known may hold spaces, which nothing else tells from the end of a path.
  const rest = known
    .filter(path => path.length > 1)
    .reduce((words, path) => words.replaceAll(`${path}/`, '…/'), text);
  return rest.replaceAll(/(?<![\w.…/:-])\/(?!(?:dev|proc|sys)\/)(?:[^\s/"'`:,;()[\]]+\/)+/g, '…/');
}
