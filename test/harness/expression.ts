import { data, Evaluator, Lexer, Parser, wellKnownFunctions } from '@actions/expressions';

/**
 * What GitHub makes of `${{ EXPRESSION }}` in a workflow, by its own evaluator; `github` is the
 * context of that name, with the event's payload below `event`.
 */
export function evaluateExpression(text: string, github: object): unknown {
  const [, expression] = /^\$\{\{ (.*) \}\}$/.exec(text.trim()) ?? [];
  if (expression === undefined) throw new SyntaxError(`${text} is no expression`);
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, ['github'], Object.values(wellKnownFunctions)).parse();
  const contexts: unknown = JSON.parse(JSON.stringify({ github }), data.reviver);
  if (!(contexts instanceof data.Dictionary)) throw new TypeError('the contexts are no dictionary');
  return JSON.parse(JSON.stringify(new Evaluator(parsed, contexts).evaluate(), data.replacer));
}
