import { r as __toESM } from "./rolldown-runtime.js";
import { n as require_tunnel, t as require_undici } from "./undici.js";
import { Ar as messageOf, Bn as parseJson, C as escapeMarkdown, Da as ZodError, Di as sha256Hex, Dr as exitStatusOf, Ea as uuid, Er as describeError, G as openStore, Gt as defaultRef, Ir as logLine, Jr as formatCount, K as requireStore, Nr as toldOf, Nt as parseWord, Qn as readBounded, R as titlesOf, Rr as plainText, S as lacksReference, Sa as string, Ta as url$1, Tr as GateError, U as isLasting, Vi as modeKeys, W as isReadOnly, Xr as formatInterval, Y as findSeriesFolders, Zt as remoteWithToken, _ as gateText, _n as markChildren, _r as capitalized, _t as configKeys, a as requirePolicy, bt as specKey, da as _enum, ea as accept, fa as array, fn as removeAbandonedScratch, fr as reasonText, gn as identify, gt as definitionPaths, ha as int, hn as endLeftovers, ia as rejectionFacts, la as number, m as tableOf, mn as writeWhole, n as fetchAncestors, na as describeRejection, o as resolveJudging, qr as formatChange, r as findAncestors, ra as reject, rr as worstVerdict, s as renderMarkdown, sr as formatValue, t as guardProcess, ti as formatShare, un as makeDirectories, v as headlineOf, vt as parseConfigFile, wa as unknown, xa as strictObject, ya as object, zt as suggestWord } from "./guard.js";
import { join, resolve } from "node:path";
import { appendFile, mkdtemp } from "node:fs/promises";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import * as os$1 from "os";
import os, { EOL } from "os";
import * as crypto from "crypto";
import * as fs from "fs";
import { constants as constants$1, promises } from "fs";
import * as path$1 from "path";
import * as events from "events";
import * as child from "child_process";
import { setTimeout as setTimeout$2 } from "timers";

// src/github/client.ts
/**
* Asks GitHub, with retries: `ask` is repeated as a whole, so it must look up anew what it relies
* on. A refusal is an answer and not an error, because it never changes the gate's result. Where
* the token lacks `permission`, the answer names it.
*/
async function askGithub(permission, { facts, signal }, ask) {
	const { token, apiUrl, repository, forge } = facts;
	if (token === void 0) return { refused: "the input github-token is empty; leave it at its default" };
	const { owner, name: repo } = repository;
	try {
		const attempt = async () => ask({
			client: await connect({
				token,
				apiUrl
			}, signal),
			owner,
			repo,
			forge
		});
		return { answer: await withPatience(attempt, signal) };
	} catch (error) {
		signal.throwIfAborted();
		return { refused: refusalOf(error, {
			permission,
			forge
		}) };
	}
}
/** Seconds for one attempt, after which a server that does not answer is given up. */
const attemptTimeoutSeconds = 30;
/**
* Imported late: @actions/github reads the event's payload while it loads, and throws where that is
* malformed.
*/
async function connect({ token, apiUrl }, signal) {
	const { getOctokit } = await import("./github.js");
	const octokit = getOctokit(token, {
		baseUrl: apiUrl,
		log: {
			debug: silent,
			info: silent,
			warn: silent,
			error: silent
		}
	});
	const until = AbortSignal.any([signal, AbortSignal.timeout(attemptTimeoutSeconds * 1e3)]);
	octokit.hook.before("request", (options) => {
		options.request = {
			...options.request,
			signal: until
		};
	});
	return octokit;
}
function silent() {}
/** Whatever kept a question from being answered, in the server's own words first. */
function refusalOf(error, about) {
	const { forge } = about;
	const words = plainText(messageOf(error)).slice(0, 300);
	if (!isHttpFailure(error)) return `the answer does not come from the API of ${forge}: ${words}`;
	if (error.response === void 0) return `${forge} could not be reached: ${words}; see whether the runner reaches GITHUB_API_URL, and what https_proxy and no_proxy say`;
	return `${forge} answered ${error.status}: ${words}${hintOf(error, about)}`;
}
/** What helps, only against a cause that the answer shows. */
function hintOf({ status, message }, { permission: github, forge }) {
	const permission = forge === "GitHub" ? github : github.replace("statuses", "contents");
	if (status === 401) return "; leave the input github-token at its default, or give a valid one";
	if (status === 404) return `; so it also answers where the token may not see a private repository, which takes \`permissions: ${permission}\``;
	const isDenied = forge !== "GitHub" || message.startsWith("Resource not accessible by ");
	if (status !== 403 || !isDenied) return "";
	return `; the job needs \`permissions: ${permission}\`${permission.endsWith("write") ? ", and pull requests from forks and Dependabot never get it" : ""}`;
}
/** Attempts in all, and the seconds that may be spent waiting between them. */
const mostAttempts = 4;
const mostWaitSeconds = 120;
/**
* Repeats a request that GitHub turned down for the moment: 404 (replicas lag behind), 5xx and rate
* limits. Waits as long as `retry-after` or `x-ratelimit-reset` ask, else 1, 2 and 4 s; throws the
* last failure when that takes too long. Source: docs.github.com, "Best practices for using the
* REST API", "Handle rate limit errors appropriately".
*/
async function withPatience(attempt, signal) {
	let waited = 0;
	for (let failures = 0;; failures++) try {
		return await attempt();
	} catch (error) {
		signal.throwIfAborted();
		const wait = secondsToWait(error, failures);
		if (wait === void 0 || failures + 1 === mostAttempts || waited + wait > mostWaitSeconds) throw error;
		await setTimeout$1(wait * 1e3, void 0, { signal });
		waited += wait;
	}
}
/** Tells octokit's failures from everything else. */
function isHttpFailure(error) {
	return error instanceof Error && "status" in error && typeof error.status === "number";
}
/**
* What `ask` gives, or `instead` where GitHub answers one of `statuses`, which are then no trouble.
* A rate limit always is: it says nothing about permissions.
*/
async function answerOr(instead, statuses, ask) {
	try {
		return await ask();
	} catch (error) {
		if (isHttpFailure(error) && statuses.includes(error.status) && !isRateLimit(error)) return instead;
		throw error;
	}
}
/** A whole list of Gitea or Forgejo, where its pages have no links to the next one. */
async function everyPage(ask) {
	const all = [];
	for (let page = 1; page <= mostPages; page += 1) {
		const { data } = await ask(page);
		if (data === null || data.length === 0) break;
		all.push(...data);
	}
	return all;
}
/** A server that ignores the number of the page must not keep us for ever. */
const mostPages = 100;
/** True where GitHub asks to slow down. */
function isRateLimit(error) {
	const isLimited = error.response?.headers["retry-after"] !== void 0 || isExhausted(error);
	return error.status === 429 || error.status === 403 && (isLimited || /rate limit|abuse/i.test(error.message));
}
function isExhausted(error) {
	return headerOf(error, "x-ratelimit-remaining") === 0;
}
/** A header's number; NaN where there is none. */
function headerOf({ response }, name) {
	return Number(response?.headers[name] ?? NaN);
}
function secondsToWait(error, failures) {
	if (!isHttpFailure(error)) return void 0;
	const asked = secondsAsked(error);
	if (isRateLimit(error)) return asked ?? 60;
	return error.status === 404 || error.status >= 500 ? asked ?? 2 ** failures : void 0;
}
function secondsAsked(error) {
	const after = headerOf(error, "retry-after");
	if (after >= 0) return after;
	const reset = headerOf(error, "x-ratelimit-reset");
	return isExhausted(error) && reset > 0 ? Math.max(0, reset - Date.now() / 1e3) : void 0;
}

// node_modules/@actions/core/lib/utils.js
/**
* Sanitizes an input into a string so it can be passed into issueCommand safely
* @param input input to sanitize into a string
*/
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
/**
*
* @param annotationProperties
* @returns The command properties to send with the actual annotation command
* See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
*/
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}

// node_modules/@actions/core/lib/command.js
/**
* Issues a command to the GitHub Actions runner
*
* @param command - The command name to issue
* @param properties - Additional properties for the command (key-value pairs)
* @param message - The message to include with the command
* @remarks
* This function outputs a specially formatted string to stdout that the Actions
* runner interprets as a command. These commands can control workflow behavior,
* set outputs, create annotations, mask values, and more.
*
* Command Format:
*   ::name key=value,key=value::message
*
* @example
* ```typescript
* // Issue a warning annotation
* issueCommand('warning', {}, 'This is a warning message');
* // Output: ::warning::This is a warning message
*
* // Set an environment variable
* issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
* // Output: ::set-env name=MY_VAR::some value
*
* // Add a secret mask
* issueCommand('add-mask', {}, 'secretValue123');
* // Output: ::add-mask::secretValue123
* ```
*
* @internal
* This is an internal utility function that powers the public API functions
* such as setSecret, warning, error, and exportVariable.
*/
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + os$1.EOL);
}
const CMD_STRING = "::";
var Command = class {
	constructor(command, properties, message) {
		if (!command) command = "missing.command";
		this.command = command;
		this.properties = properties;
		this.message = message;
	}
	toString() {
		let cmdStr = CMD_STRING + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			cmdStr += " ";
			let first = true;
			for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
				const val = this.properties[key];
				if (val) {
					if (first) first = false;
					else cmdStr += ",";
					cmdStr += `${key}=${escapeProperty(val)}`;
				}
			}
		}
		cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
		return cmdStr;
	}
};
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!fs.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os$1.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os$1.EOL}${convertedValue}${os$1.EOL}${delimiter}`;
}

// node_modules/@actions/http-client/lib/index.js
var import_tunnel = /* @__PURE__ */ __toESM(require_tunnel(), 1);
var import_undici = require_undici();
var __awaiter$9 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
var HttpCodes;
(function(HttpCodes) {
	HttpCodes[HttpCodes["OK"] = 200] = "OK";
	HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
	HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
	HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
	HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
	HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
	HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
	HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
	HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
	HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
	HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
	HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
	HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
	HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
	HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
	HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
	HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
	HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
	HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
	HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
	HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
	HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
	HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
	HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
	HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
	HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
	HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function(Headers) {
	Headers["Accept"] = "accept";
	Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function(MediaTypes) {
	MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
const HttpRedirectCodes = [
	HttpCodes.MovedPermanently,
	HttpCodes.ResourceMoved,
	HttpCodes.SeeOther,
	HttpCodes.TemporaryRedirect,
	HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
	HttpCodes.BadGateway,
	HttpCodes.ServiceUnavailable,
	HttpCodes.GatewayTimeout
];

// node_modules/@actions/http-client/lib/auth.js
var __awaiter$8 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};

// node_modules/@actions/core/lib/oidc-utils.js
var __awaiter$7 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};

// node_modules/@actions/core/lib/summary.js
var __awaiter$6 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { access: access$1, appendFile: appendFile$1, writeFile: writeFile$1 } = promises;
const SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
	constructor() {
		this._buffer = "";
	}
	/**
	* Finds the summary file path from the environment, rejects if env var is not found or file does not exist
	* Also checks r/w permissions.
	*
	* @returns step summary file path
	*/
	filePath() {
		return __awaiter$6(this, void 0, void 0, function* () {
			if (this._filePath) return this._filePath;
			const pathFromEnv = process.env[SUMMARY_ENV_VAR];
			if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
			try {
				yield access$1(pathFromEnv, constants$1.R_OK | constants$1.W_OK);
			} catch (_a) {
				throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
			}
			this._filePath = pathFromEnv;
			return this._filePath;
		});
	}
	/**
	* Wraps content in an HTML tag, adding any HTML attributes
	*
	* @param {string} tag HTML tag to wrap
	* @param {string | null} content content within the tag
	* @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
	*
	* @returns {string} content wrapped in HTML element
	*/
	wrap(tag, content, attrs = {}) {
		const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
		if (!content) return `<${tag}${htmlAttrs}>`;
		return `<${tag}${htmlAttrs}>${content}</${tag}>`;
	}
	/**
	* Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
	*
	* @param {SummaryWriteOptions} [options] (optional) options for write operation
	*
	* @returns {Promise<Summary>} summary instance
	*/
	write(options) {
		return __awaiter$6(this, void 0, void 0, function* () {
			const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
			const filePath = yield this.filePath();
			yield (overwrite ? writeFile$1 : appendFile$1)(filePath, this._buffer, { encoding: "utf8" });
			return this.emptyBuffer();
		});
	}
	/**
	* Clears the summary buffer and wipes the summary file
	*
	* @returns {Summary} summary instance
	*/
	clear() {
		return __awaiter$6(this, void 0, void 0, function* () {
			return this.emptyBuffer().write({ overwrite: true });
		});
	}
	/**
	* Returns the current summary buffer as a string
	*
	* @returns {string} string of summary buffer
	*/
	stringify() {
		return this._buffer;
	}
	/**
	* If the summary buffer is empty
	*
	* @returns {boolen} true if the buffer is empty
	*/
	isEmptyBuffer() {
		return this._buffer.length === 0;
	}
	/**
	* Resets the summary buffer without writing to summary file
	*
	* @returns {Summary} summary instance
	*/
	emptyBuffer() {
		this._buffer = "";
		return this;
	}
	/**
	* Adds raw text to the summary buffer
	*
	* @param {string} text content to add
	* @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addRaw(text, addEOL = false) {
		this._buffer += text;
		return addEOL ? this.addEOL() : this;
	}
	/**
	* Adds the operating system-specific end-of-line marker to the buffer
	*
	* @returns {Summary} summary instance
	*/
	addEOL() {
		return this.addRaw(EOL);
	}
	/**
	* Adds an HTML codeblock to the summary buffer
	*
	* @param {string} code content to render within fenced code block
	* @param {string} lang (optional) language to syntax highlight code
	*
	* @returns {Summary} summary instance
	*/
	addCodeBlock(code, lang) {
		const attrs = Object.assign({}, lang && { lang });
		const element = this.wrap("pre", this.wrap("code", code), attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML list to the summary buffer
	*
	* @param {string[]} items list of items to render
	* @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addList(items, ordered = false) {
		const tag = ordered ? "ol" : "ul";
		const listItems = items.map((item) => this.wrap("li", item)).join("");
		const element = this.wrap(tag, listItems);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML table to the summary buffer
	*
	* @param {SummaryTableCell[]} rows table rows
	*
	* @returns {Summary} summary instance
	*/
	addTable(rows) {
		const tableBody = rows.map((row) => {
			const cells = row.map((cell) => {
				if (typeof cell === "string") return this.wrap("td", cell);
				const { header, data, colspan, rowspan } = cell;
				const tag = header ? "th" : "td";
				const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
				return this.wrap(tag, data, attrs);
			}).join("");
			return this.wrap("tr", cells);
		}).join("");
		const element = this.wrap("table", tableBody);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds a collapsable HTML details element to the summary buffer
	*
	* @param {string} label text for the closed state
	* @param {string} content collapsable content
	*
	* @returns {Summary} summary instance
	*/
	addDetails(label, content) {
		const element = this.wrap("details", this.wrap("summary", label) + content);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML image tag to the summary buffer
	*
	* @param {string} src path to the image you to embed
	* @param {string} alt text description of the image
	* @param {SummaryImageOptions} options (optional) addition image attributes
	*
	* @returns {Summary} summary instance
	*/
	addImage(src, alt, options) {
		const { width, height } = options || {};
		const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
		const element = this.wrap("img", null, Object.assign({
			src,
			alt
		}, attrs));
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML section heading element
	*
	* @param {string} text heading text
	* @param {number | string} [level=1] (optional) the heading level, default: 1
	*
	* @returns {Summary} summary instance
	*/
	addHeading(text, level) {
		const tag = `h${level}`;
		const allowedTag = [
			"h1",
			"h2",
			"h3",
			"h4",
			"h5",
			"h6"
		].includes(tag) ? tag : "h1";
		const element = this.wrap(allowedTag, text);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML thematic break (<hr>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addSeparator() {
		const element = this.wrap("hr", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML line break (<br>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addBreak() {
		const element = this.wrap("br", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML blockquote to the summary buffer
	*
	* @param {string} text quote text
	* @param {string} cite (optional) citation url
	*
	* @returns {Summary} summary instance
	*/
	addQuote(text, cite) {
		const attrs = Object.assign({}, cite && { cite });
		const element = this.wrap("blockquote", text, attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML anchor tag to the summary buffer
	*
	* @param {string} text link text/content
	* @param {string} href hyperlink
	*
	* @returns {Summary} summary instance
	*/
	addLink(text, href) {
		const element = this.wrap("a", text, { href });
		return this.addRaw(element).addEOL();
	}
};
const _summary = new Summary();

// node_modules/@actions/io/lib/io-util.js
var __awaiter$5 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { chmod: chmod$1, copyFile: copyFile$1, lstat: lstat$1, mkdir: mkdir$1, open: open$1, readdir: readdir$1, rename: rename$1, rm: rm$1, rmdir, stat: stat$1, symlink: symlink$1, unlink: unlink$1 } = fs.promises;
const IS_WINDOWS$1 = process.platform === "win32";
const READONLY = fs.constants.O_RDONLY;
function exists(fsPath) {
	return __awaiter$5(this, void 0, void 0, function* () {
		try {
			yield stat$1(fsPath);
		} catch (err) {
			if (err.code === "ENOENT") return false;
			throw err;
		}
		return true;
	});
}
/**
* On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
* \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
*/
function isRooted(p) {
	p = normalizeSeparators(p);
	if (!p) throw new Error("isRooted() parameter \"p\" cannot be empty");
	if (IS_WINDOWS$1) return p.startsWith("\\") || /^[A-Z]:/i.test(p);
	return p.startsWith("/");
}
/**
* Best effort attempt to determine whether a file exists and is executable.
* @param filePath    file path to check
* @param extensions  additional file extensions to try
* @return if file exists and is executable, returns the file path. otherwise empty string.
*/
function tryGetExecutablePath(filePath, extensions) {
	return __awaiter$5(this, void 0, void 0, function* () {
		let stats = void 0;
		try {
			stats = yield stat$1(filePath);
		} catch (err) {
			if (err.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
		}
		if (stats && stats.isFile()) {
			if (IS_WINDOWS$1) {
				const upperExt = path$1.extname(filePath).toUpperCase();
				if (extensions.some((validExt) => validExt.toUpperCase() === upperExt)) return filePath;
			} else if (isUnixExecutable(stats)) return filePath;
		}
		const originalFilePath = filePath;
		for (const extension of extensions) {
			filePath = originalFilePath + extension;
			stats = void 0;
			try {
				stats = yield stat$1(filePath);
			} catch (err) {
				if (err.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
			}
			if (stats && stats.isFile()) {
				if (IS_WINDOWS$1) {
					try {
						const directory = path$1.dirname(filePath);
						const upperName = path$1.basename(filePath).toUpperCase();
						for (const actualName of yield readdir$1(directory)) if (upperName === actualName.toUpperCase()) {
							filePath = path$1.join(directory, actualName);
							break;
						}
					} catch (err) {
						console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
					}
					return filePath;
				} else if (isUnixExecutable(stats)) return filePath;
			}
		}
		return "";
	});
}
function normalizeSeparators(p) {
	p = p || "";
	if (IS_WINDOWS$1) {
		p = p.replace(/\//g, "\\");
		return p.replace(/\\\\+/g, "\\");
	}
	return p.replace(/\/\/+/g, "/");
}
function isUnixExecutable(stats) {
	return (stats.mode & 1) > 0 || (stats.mode & 8) > 0 && process.getgid !== void 0 && stats.gid === process.getgid() || (stats.mode & 64) > 0 && process.getuid !== void 0 && stats.uid === process.getuid();
}

// node_modules/@actions/io/lib/io.js
var __awaiter$4 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
/**
* Returns path of a tool had the tool actually been invoked.  Resolves via paths.
* If you check and the tool does not exist, it will throw.
*
* @param     tool              name of the tool
* @param     check             whether to check if tool exists
* @returns   Promise<string>   path to tool
*/
function which(tool, check) {
	return __awaiter$4(this, void 0, void 0, function* () {
		if (!tool) throw new Error("parameter 'tool' is required");
		if (check) {
			const result = yield which(tool, false);
			if (!result) {
				if (IS_WINDOWS$1) throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
				else throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
			}
			return result;
		}
		const matches = yield findInPath(tool);
		if (matches && matches.length > 0) return matches[0];
		return "";
	});
}
/**
* Returns a list of all occurrences of the given tool on the system path.
*
* @returns   Promise<string[]>  the paths of the tool
*/
function findInPath(tool) {
	return __awaiter$4(this, void 0, void 0, function* () {
		if (!tool) throw new Error("parameter 'tool' is required");
		const extensions = [];
		if (IS_WINDOWS$1 && process.env["PATHEXT"]) {
			for (const extension of process.env["PATHEXT"].split(path$1.delimiter)) if (extension) extensions.push(extension);
		}
		if (isRooted(tool)) {
			const filePath = yield tryGetExecutablePath(tool, extensions);
			if (filePath) return [filePath];
			return [];
		}
		if (tool.includes(path$1.sep)) return [];
		const directories = [];
		if (process.env.PATH) {
			for (const p of process.env.PATH.split(path$1.delimiter)) if (p) directories.push(p);
		}
		const matches = [];
		for (const directory of directories) {
			const filePath = yield tryGetExecutablePath(path$1.join(directory, tool), extensions);
			if (filePath) matches.push(filePath);
		}
		return matches;
	});
}

// node_modules/@actions/exec/lib/toolrunner.js
var __awaiter$3 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const IS_WINDOWS = process.platform === "win32";
var ToolRunner = class extends events.EventEmitter {
	constructor(toolPath, args, options) {
		super();
		if (!toolPath) throw new Error("Parameter 'toolPath' cannot be null or empty.");
		this.toolPath = toolPath;
		this.args = args || [];
		this.options = options || {};
	}
	_debug(message) {
		if (this.options.listeners && this.options.listeners.debug) this.options.listeners.debug(message);
	}
	_getCommandString(options, noPrefix) {
		const toolPath = this._getSpawnFileName();
		const args = this._getSpawnArgs(options);
		let cmd = noPrefix ? "" : "[command]";
		if (IS_WINDOWS) {
			if (this._isCmdFile()) {
				cmd += toolPath;
				for (const a of args) cmd += ` ${a}`;
			} else if (options.windowsVerbatimArguments) {
				cmd += `"${toolPath}"`;
				for (const a of args) cmd += ` ${a}`;
			} else {
				cmd += this._windowsQuoteCmdArg(toolPath);
				for (const a of args) cmd += ` ${this._windowsQuoteCmdArg(a)}`;
			}
		} else {
			cmd += toolPath;
			for (const a of args) cmd += ` ${a}`;
		}
		return cmd;
	}
	_processLineBuffer(data, strBuffer, onLine) {
		try {
			let s = strBuffer + data.toString();
			let n = s.indexOf(os$1.EOL);
			while (n > -1) {
				onLine(s.substring(0, n));
				s = s.substring(n + os$1.EOL.length);
				n = s.indexOf(os$1.EOL);
			}
			return s;
		} catch (err) {
			this._debug(`error processing line. Failed with error ${err}`);
			return "";
		}
	}
	_getSpawnFileName() {
		if (IS_WINDOWS) {
			if (this._isCmdFile()) return process.env["COMSPEC"] || "cmd.exe";
		}
		return this.toolPath;
	}
	_getSpawnArgs(options) {
		if (IS_WINDOWS) {
			if (this._isCmdFile()) {
				let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
				for (const a of this.args) {
					argline += " ";
					argline += options.windowsVerbatimArguments ? a : this._windowsQuoteCmdArg(a);
				}
				argline += "\"";
				return [argline];
			}
		}
		return this.args;
	}
	_endsWith(str, end) {
		return str.endsWith(end);
	}
	_isCmdFile() {
		const upperToolPath = this.toolPath.toUpperCase();
		return this._endsWith(upperToolPath, ".CMD") || this._endsWith(upperToolPath, ".BAT");
	}
	_windowsQuoteCmdArg(arg) {
		if (!this._isCmdFile()) return this._uvQuoteCmdArg(arg);
		if (!arg) return "\"\"";
		const cmdSpecialChars = [
			" ",
			"	",
			"&",
			"(",
			")",
			"[",
			"]",
			"{",
			"}",
			"^",
			"=",
			";",
			"!",
			"'",
			"+",
			",",
			"`",
			"~",
			"|",
			"<",
			">",
			"\""
		];
		let needsQuotes = false;
		for (const char of arg) if (cmdSpecialChars.some((x) => x === char)) {
			needsQuotes = true;
			break;
		}
		if (!needsQuotes) return arg;
		let reverse = "\"";
		let quoteHit = true;
		for (let i = arg.length; i > 0; i--) {
			reverse += arg[i - 1];
			if (quoteHit && arg[i - 1] === "\\") reverse += "\\";
			else if (arg[i - 1] === "\"") {
				quoteHit = true;
				reverse += "\"";
			} else quoteHit = false;
		}
		reverse += "\"";
		return reverse.split("").reverse().join("");
	}
	_uvQuoteCmdArg(arg) {
		if (!arg) return "\"\"";
		if (!arg.includes(" ") && !arg.includes("	") && !arg.includes("\"")) return arg;
		if (!arg.includes("\"") && !arg.includes("\\")) return `"${arg}"`;
		let reverse = "\"";
		let quoteHit = true;
		for (let i = arg.length; i > 0; i--) {
			reverse += arg[i - 1];
			if (quoteHit && arg[i - 1] === "\\") reverse += "\\";
			else if (arg[i - 1] === "\"") {
				quoteHit = true;
				reverse += "\\";
			} else quoteHit = false;
		}
		reverse += "\"";
		return reverse.split("").reverse().join("");
	}
	_cloneExecOptions(options) {
		options = options || {};
		const result = {
			cwd: options.cwd || process.cwd(),
			env: options.env || process.env,
			silent: options.silent || false,
			windowsVerbatimArguments: options.windowsVerbatimArguments || false,
			failOnStdErr: options.failOnStdErr || false,
			ignoreReturnCode: options.ignoreReturnCode || false,
			delay: options.delay || 1e4
		};
		result.outStream = options.outStream || process.stdout;
		result.errStream = options.errStream || process.stderr;
		return result;
	}
	_getSpawnOptions(options, toolPath) {
		options = options || {};
		const result = {};
		result.cwd = options.cwd;
		result.env = options.env;
		result["windowsVerbatimArguments"] = options.windowsVerbatimArguments || this._isCmdFile();
		if (options.windowsVerbatimArguments) result.argv0 = `"${toolPath}"`;
		return result;
	}
	/**
	* Exec a tool.
	* Output will be streamed to the live console.
	* Returns promise with return code
	*
	* @param     tool     path to tool to exec
	* @param     options  optional exec options.  See ExecOptions
	* @returns   number
	*/
	exec() {
		return __awaiter$3(this, void 0, void 0, function* () {
			if (!isRooted(this.toolPath) && (this.toolPath.includes("/") || IS_WINDOWS && this.toolPath.includes("\\"))) this.toolPath = path$1.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
			this.toolPath = yield which(this.toolPath, true);
			return new Promise((resolve, reject) => __awaiter$3(this, void 0, void 0, function* () {
				this._debug(`exec tool: ${this.toolPath}`);
				this._debug("arguments:");
				for (const arg of this.args) this._debug(`   ${arg}`);
				const optionsNonNull = this._cloneExecOptions(this.options);
				if (!optionsNonNull.silent && optionsNonNull.outStream) optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + os$1.EOL);
				const state = new ExecState(optionsNonNull, this.toolPath);
				state.on("debug", (message) => {
					this._debug(message);
				});
				if (this.options.cwd && !(yield exists(this.options.cwd))) return reject(/* @__PURE__ */ new Error(`The cwd: ${this.options.cwd} does not exist!`));
				const fileName = this._getSpawnFileName();
				const cp = child.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
				let stdbuffer = "";
				if (cp.stdout) cp.stdout.on("data", (data) => {
					if (this.options.listeners && this.options.listeners.stdout) this.options.listeners.stdout(data);
					if (!optionsNonNull.silent && optionsNonNull.outStream) optionsNonNull.outStream.write(data);
					stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
						if (this.options.listeners && this.options.listeners.stdline) this.options.listeners.stdline(line);
					});
				});
				let errbuffer = "";
				if (cp.stderr) cp.stderr.on("data", (data) => {
					state.processStderr = true;
					if (this.options.listeners && this.options.listeners.stderr) this.options.listeners.stderr(data);
					if (!optionsNonNull.silent && optionsNonNull.errStream && optionsNonNull.outStream) (optionsNonNull.failOnStdErr ? optionsNonNull.errStream : optionsNonNull.outStream).write(data);
					errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
						if (this.options.listeners && this.options.listeners.errline) this.options.listeners.errline(line);
					});
				});
				cp.on("error", (err) => {
					state.processError = err.message;
					state.processExited = true;
					state.processClosed = true;
					state.CheckComplete();
				});
				cp.on("exit", (code) => {
					state.processExitCode = code;
					state.processExited = true;
					this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
					state.CheckComplete();
				});
				cp.on("close", (code) => {
					state.processExitCode = code;
					state.processExited = true;
					state.processClosed = true;
					this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
					state.CheckComplete();
				});
				state.on("done", (error, exitCode) => {
					if (stdbuffer.length > 0) this.emit("stdline", stdbuffer);
					if (errbuffer.length > 0) this.emit("errline", errbuffer);
					cp.removeAllListeners();
					if (error) reject(error);
					else resolve(exitCode);
				});
				if (this.options.input) {
					if (!cp.stdin) throw new Error("child process missing stdin");
					cp.stdin.end(this.options.input);
				}
			}));
		});
	}
};
var ExecState = class ExecState extends events.EventEmitter {
	constructor(options, toolPath) {
		super();
		this.processClosed = false;
		this.processError = "";
		this.processExitCode = 0;
		this.processExited = false;
		this.processStderr = false;
		this.delay = 1e4;
		this.done = false;
		this.timeout = null;
		if (!toolPath) throw new Error("toolPath must not be empty");
		this.options = options;
		this.toolPath = toolPath;
		if (options.delay) this.delay = options.delay;
	}
	CheckComplete() {
		if (this.done) return;
		if (this.processClosed) this._setResult();
		else if (this.processExited) this.timeout = setTimeout$2(ExecState.HandleTimeout, this.delay, this);
	}
	_debug(message) {
		this.emit("debug", message);
	}
	_setResult() {
		let error;
		if (this.processExited) {
			if (this.processError) error = /* @__PURE__ */ new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
			else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) error = /* @__PURE__ */ new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
			else if (this.processStderr && this.options.failOnStdErr) error = /* @__PURE__ */ new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
		}
		if (this.timeout) {
			clearTimeout(this.timeout);
			this.timeout = null;
		}
		this.done = true;
		this.emit("done", error, this.processExitCode);
	}
	static HandleTimeout(state) {
		if (state.done) return;
		if (!state.processClosed && state.processExited) {
			const message = `The STDIO streams did not close within ${state.delay / 1e3} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
			state._debug(message);
		}
		state._setResult();
	}
};

// node_modules/@actions/exec/lib/exec.js
var __awaiter$2 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};

// node_modules/@actions/core/lib/platform.js
var __awaiter$1 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const platform = os.platform();
const arch = os.arch();

// node_modules/@actions/core/lib/core.js
var __awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
/**
* The code to exit an action
*/
var ExitCode;
(function(ExitCode) {
	/**
	* A code indicating that the action was successful
	*/
	ExitCode[ExitCode["Success"] = 0] = "Success";
	/**
	* A code indicating that the action was a failure
	*/
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
/**
* Gets the value of an input.
* Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
* Returns an empty string if the value is not defined.
*
* @param     name     name of the input to get
* @param     options  optional. See InputOptions.
* @returns   string
*/
function getInput(name, options) {
	const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
	if (options && options.required && !val) throw new Error(`Input required and not supplied: ${name}`);
	if (options && options.trimWhitespace === false) return val;
	return val.trim();
}
/**
* Gets the values of an multiline input.  Each value is also trimmed.
*
* @param     name     name of the input to get
* @param     options  optional. See InputOptions.
* @returns   string[]
*
*/
function getMultilineInput(name, options) {
	const inputs = getInput(name, options).split("\n").filter((x) => x !== "");
	if (options && options.trimWhitespace === false) return inputs;
	return inputs.map((input) => input.trim());
}
/**
* Sets the value of an output.
*
* @param     name     name of the output to set
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os$1.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
/**
* Adds an error issue
* @param message error issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a warning issue
* @param message warning issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Adds a notice issue
* @param message notice issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function notice(message, properties = {}) {
	issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Saves state for current action, the state can only be retrieved by this action's post job execution.
*
* @param     name     name of the state to store
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function saveState(name, value) {
	if (process.env["GITHUB_STATE"] || "") return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
	issueCommand("save-state", { name }, toCommandValue(value));
}
/**
* Gets the value of an state set by this action's main execution.
*
* @param     name     name of the state to get
* @returns   string
*/
function getState(name) {
	return process.env[`STATE_${name}`] || "";
}

// src/github/step.ts
/** Writes a line to the step's log. */
function writeLog(line) {
	process.stdout.write(`${logLine(line)}\n`);
}
/** Sets an output of the step: one line, since workflows put it into files and scripts. */
function tellOutput(name, value) {
	toRunner(() => setOutput(name, plainText(`${value}`)));
}
/** Fails the step with a message of some lines, which may be about a line of a file. */
function failStep(lines, at) {
	process.exitCode = ExitCode.Failure;
	error(cutText(lines.map(logLine).join("\n"), mostCharacters), propertiesOf(at));
}
function propertiesOf(at) {
	return at ? {
		file: logLine(at.path),
		...at.line && { startLine: at.line }
	} : {};
}
let unwritten;
/**
* Writes an output or state of the step to a file of the runner. Where that fails all else goes on,
* and `requireWritten` ends the step with it.
*/
function toRunner(write) {
	try {
		write();
	} catch (cause) {
		const facts = {
			problem: "an output or the state of this step could not be written",
			why: messageOf(cause),
			remedy: "let the step write to the files GITHUB_OUTPUT and GITHUB_STATE"
		};
		unwritten ??= new GateError("host-refused", facts, { cause });
	}
}
/** Throws `host-refused` where an output or state was lost. */
function requireWritten() {
	if (unwritten !== void 0) throw unwritten;
}
/** Most bytes that GitHub takes for the summary of one step; more is dropped altogether. */
const summaryLimit = 1048576;
/** Where a step's report is seen: Gitea and Forgejo show no summaries, so their log has it. */
function reportPlace(env) {
	return env["GITEA_ACTIONS"] === "true" || env["FORGEJO_ACTIONS"] === "true" ? "log" : "step summary";
}
/**
* Appends Markdown, with foreign text already escaped, to the step's summary. Returns why that
* failed, or undefined: a report that cannot be shown never changes the gate's result.
*/
async function writeSummary(markdown, env) {
	if (reportPlace(env) === "log") {
		for (const line of markdown.split("\n")) writeLog(line);
		return;
	}
	const path = env.GITHUB_STEP_SUMMARY ?? "";
	if (path === "") return "the runner has no step summary (GITHUB_STEP_SUMMARY is not set)";
	const bytes = Buffer.byteLength(markdown) + 1;
	if (bytes > 1048576) return `it has ${bytes} bytes, and the runner takes at most ${summaryLimit}`;
	try {
		await appendFile(path, `${markdown}\n`);
		return;
	} catch (cause) {
		return messageOf(cause);
	}
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
function withinLimits(annotations) {
	return [
		"error",
		"warning",
		"notice"
	].flatMap((level) => {
		const all = annotations.filter((annotation) => annotation.level === level).map(shorten);
		if (all.length <= mostPerLevel) return all;
		const message = `${all.length - mostPerLevel + 1} more are in the ${reportPlace(process.env)}`;
		return [...all.slice(0, 8), {
			level,
			title: "storage gate",
			message
		}];
	});
}
/** Publishes annotations of one line each. */
function publishAnnotations(annotations) {
	const publish = {
		error,
		warning,
		notice
	};
	for (const { level, title, message, at } of withinLimits(annotations)) publish[level](logLine(message), {
		title: logLine(title),
		...propertiesOf(at)
	});
}
/** Publishes a notice that is about no cell. */
function publishNotice(message) {
	publishAnnotations([{
		level: "notice",
		title: "storage gate",
		message
	}]);
}
function shorten(annotation) {
	return {
		...annotation,
		message: cutText(annotation.message, mostCharacters)
	};
}
/** A text of at most so many characters, which ends with `…` where it was cut. */
function cutText(text, most) {
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

// src/github/status.ts
/**
* Sets a commit status, over the one of the same context, unless a later run or attempt for the
* same pull request set that: a run that is slow, or cancelled late, must not hide the verdict of
* the one that took its place. A status belongs to the commit, so where it is the head of another
* open pull request too, that one's red stands over our green. Whose a status is, its address
* tells.
*/
async function setStatus(status, setter) {
	const outcome = await askGithub("statuses: write", setter, (asked) => attemptSet(asked, setter.facts, status));
	return "answer" in outcome ? outcome.answer : outcome;
}
async function attemptSet(asked, facts, status) {
	const own = {
		run: facts.runId,
		attempt: facts.runAttempt,
		pull: facts.pullRequest?.number
	};
	const standing = (await answerOr([], denials, () => listStatuses(asked, status))).flatMap((each) => {
		const by = attemptOf(each.url, facts);
		return by === void 0 ? [] : [{
			...each,
			by
		}];
	});
	const later = lastWord(standing.filter(({ by }) => by.pull === own.pull && isLater(by, own)))?.by;
	if (later !== void 0) return { kept: `run ${later.run}, attempt ${later.attempt}, is later and set it` };
	const red = await redOfOthers(asked, {
		standing,
		own,
		sha: status.sha
	});
	if (status.state === "success" && red !== void 0) {
		await create(asked, {
			...status,
			...red
		});
		return { kept: `the pull request #${red.by.pull} has the same head, and it is red there: ${red.description}` };
	}
	const url = runUrl(facts, own.pull);
	await create(asked, {
		...status,
		url
	});
	const first = standing.find(({ by, state }) => by.run === own.run && by.attempt === 1 && state !== "pending");
	return { first: own.attempt === 1 ? void 0 : first };
}
/** Most characters of a description; more is answered with 422. */
const descriptionLimit = 140;
async function create({ client, owner, repo }, { sha, context, state, ...told }) {
	const status = {
		sha,
		context,
		state,
		description: cutText(plainText(told.description), descriptionLimit),
		target_url: told.url
	};
	await client.rest.repos.createCommitStatus({
		owner,
		repo,
		...status
	});
}
/**
* What later runs say: their newest verdict, or that one is at work. One that measured nothing
* leaves the word to others.
*/
function lastWord(later) {
	return later.find(({ state }) => state === "success" || state === "failure") ?? later.slice(0, 1).find(({ state }) => state === "pending");
}
/**
* The last word on another open pull request of this head, where that is red; `standing` is newest
* first.
*/
async function redOfOthers(asked, { standing, own, sha }) {
	const known = /* @__PURE__ */ new Set([own.pull]);
	for (const { state, ...one } of standing) {
		const { pull } = one.by;
		if (state === "pending" || pull === void 0 || known.has(pull)) continue;
		known.add(pull);
		if ((state === "failure" || state === "error") && await isOpenHead(asked, pull, sha)) return {
			...one,
			state
		};
	}
}
/**
* What can't be known keeps the red: nobody should be let through by a question that was refused.
*/
function isOpenHead({ client, owner, repo }, number, sha) {
	return answerOr(true, denials, async () => {
		const { data } = await client.rest.pulls.get({
			owner,
			repo,
			pull_number: number
		});
		return data.state === "open" && data.head.sha === sha;
	});
}
const denials = [
	403,
	404,
	422
];
/** Those of a context on a commit, newest first. */
async function listStatuses({ client, owner, repo }, { sha, context }) {
	const about = {
		owner,
		repo,
		ref: sha,
		per_page: 100
	};
	return (await client.paginate(client.rest.repos.listCommitStatusesForRef, about)).filter((status) => status.context === context).toSorted((one, other) => other.id - one.id).map((status) => ({
		state: stateOf(status),
		description: status.description ?? "",
		url: status.target_url ?? ""
	}));
}
/** Gitea and Forgejo call it `status`. */
function stateOf(status) {
	return status.state ?? (typeof status.status === "string" ? status.status : "");
}
/**
* The newest status of a context on a commit that is of a pull request, or of nobody known;
* undefined where it has none. What was found of another pull request with the same head, whose
* base may be another one, does not count.
*/
function readStatus({ number, ...about }, { facts, signal }) {
	return askGithub("statuses: read", {
		facts,
		signal
	}, async (asked) => {
		return (await listStatuses(asked, about)).find(({ url }) => (attemptOf(url, facts)?.pull ?? number) === number);
	});
}
/**
* Address of this attempt of this run, maybe for a pull request; the others have no page for each
* attempt, but keep what follows the question mark.
*/
function runUrl({ runId, runAttempt, ...place }, pull) {
	const run = `${runsUrl(place)}/${runId}`;
	const query = pull === void 0 ? "" : `pr=${pull}`;
	if (place.forge !== "GitHub") return `${run}?attempt=${runAttempt}${query === "" ? "" : `&${query}`}`;
	return `${run}/attempts/${runAttempt}${query === "" ? "" : `?${query}`}`;
}
/**
* The attempt that an address leads to, and the pull request that it ran for where the address says
* so (`?pr=7`, as GitHub writes it itself); undefined where it is none of a run of this repository.
*/
function attemptOf(url, place) {
	const prefix = `${runsUrl(place)}/`;
	if (!url.startsWith(prefix)) return void 0;
	const found = /^(\d{1,15})(?:\/attempts\/|\?attempt=)(\d{1,9})(?:[?&]pr=(\d{1,15}))?$/.exec(url.slice(prefix.length));
	if (found === null) return void 0;
	const [, run, attempt, pull] = found.map(Number);
	return {
		run: run ?? 0,
		attempt: attempt ?? 0,
		pull: found[3] === void 0 ? void 0 : pull
	};
}
function runsUrl({ serverUrl, repository }) {
	return `${serverUrl}/${repository.owner}/${repository.name}/actions/runs`;
}
/** Whether `one` is of a later run, or of a later attempt of the same run. */
function isLater(one, other) {
	return one.run === other.run ? one.attempt > other.attempt : one.run > other.run;
}

// src/action/gate-key.ts
/**
* Tells one gate of a repository from its others: workflow, job and leg of a matrix, as one word of
* at most 100 characters that is safe in paths and comments. No two gates share one, whatever
* script their names are in.
*/
function gateKey({ workflow, job, matrix }) {
	const gate = `${workflowKey(workflow)}${wordFor(job, /^[\w-]*$/)}`;
	if (matrix.length === 0) return gate;
	return `${gate}.${matrix.join("-").replace(/[^\w.-]+/g, "-").slice(0, 30)}-${digestOf(matrix).slice(0, 8)}`;
}
/** How the keys of a workflow's gates begin. */
function workflowKey(workflow) {
	return `${wordFor(workflow, /^(\w+( \w+)*)?$/)}.`;
}
/** Most characters of a name in a key: two names and a leg are at most 100. */
const mostOfName = 29;
/** A name as a word of a key: with a digest, unless it is `plain`, so that the word says all. */
function wordFor(name, plain) {
	if (plain.test(name) && name.length <= mostOfName) return name.replaceAll(" ", "-");
	return `${name.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 18)}-${digestOf(name).slice(0, 10)}`.replace(/^-+/, "");
}
/** A digest of values as they are, in any script and of any length. */
function digestOf(value) {
	return sha256Hex(JSON.stringify(value));
}
/**
* The context of the commit status. Each leg of a matrix has its own: with a shared one, the last
* leg would hide the red of another. A rule that requires `storage-gate` then waits for the final
* job, so it is red rather than green by accident.
*/
function statusContext({ matrix }) {
	if (matrix.length === 0) return "storage-gate";
	const values = plainText(matrix.join(", "));
	return `storage-gate (${values.length <= 100 && values.split(", ").join() === matrix.join() ? values : `${plainText(values.slice(0, 91))} ${digestOf(matrix).slice(0, 8)}`})`;
}

// src/github/event.ts
/** A commit's full name. */
const commitId = string().regex(/^[0-9a-f]{40,64}$/, "is not a commit id");
const labelName = object({ name: string() }).transform(({ name }) => name);
const withCommit = object({ sha: commitId });
const pullRequest = object({
	number: int().positive(),
	labels: array(labelName).readonly().default([]),
	head: withCommit,
	base: withCommit
}).transform(({ head, base, ...pull }) => ({
	...pull,
	headSha: head.sha,
	/** Tip of the base branch when the payload was written: it goes stale. */
	baseSha: base.sha
}));
/** The question of a merge queue: may `headSha`, which is based on `baseSha`, be merged? */
const mergeGroup = object({
	head_sha: commitId,
	base_sha: commitId,
	head_ref: string().default("")
}).transform((group) => ({
	headSha: group.head_sha,
	baseSha: group.base_sha,
	pullNumber: pullNumberIn(group.head_ref)
}));
/** The pull request that a group adds to its base, by the name that GitHub gives its branch. */
function pullNumberIn(ref) {
	const found = /^refs\/heads\/gh-readonly-queue\/.*\/pr-(\d{1,15})-[0-9a-f]+$/.exec(ref);
	return found === null ? void 0 : Number(found[1]);
}
/**
* The run of another workflow that a `workflow_run` event is about: what GitHub says of it, not
* what it says itself.
*/
const workflowRun = object({
	id: int().positive(),
	run_attempt: int().nonnegative(),
	event: string(),
	conclusion: string().nullish(),
	head_sha: commitId,
	head_branch: string().nullish(),
	head_repository: object({ full_name: string() }).nullish(),
	path: string().default(""),
	name: string().nullish(),
	run_started_at: string().nullish(),
	started_at: string().nullish(),
	updated_at: string().nullish(),
	completed_at: string().nullish()
}).transform((run) => ({
	id: run.id,
	attempt: run.run_attempt || 1,
	/** What it ran for: `pull_request`, `merge_group`, `push` … */
	event: run.event.replace(/^pull_request_(sync|label|assign|milestone|review_request)$/, "pull_request"),
	/** How it ended: `success`, `failure`, `cancelled`, `skipped` …; undefined where it has not. */
	conclusion: run.conclusion ?? void 0,
	headSha: run.head_sha,
	headBranch: run.head_branch ?? "",
	/** `owner/name`; undefined where that repository is gone. */
	headRepository: run.head_repository?.full_name,
	/** The pull request that it ran for, where the server says so: Gitea, and no head beside it. */
	pullNumber: Number(/@refs\/pull\/(\d{1,15})\/head$/.exec(run.path)?.[1]) || void 0,
	/** The workflow's name. */
	name: run.name ?? void 0,
	/** The workflow's file. */
	path: run.path.replace(/@.*/s, ""),
	/** When this attempt began, and when it was last heard of; not a number where unknown. */
	startedAt: Date.parse(run.run_started_at ?? run.started_at ?? ""),
	updatedAt: Date.parse(run.updated_at ?? run.completed_at ?? "")
}));
/** The labels of Gitea's event; older ones and Forgejo name none. */
const labelChanges = array(labelName).nullish().transform((names) => names ?? []);
const eventPayload = object({
	action: string().optional(),
	label: labelName.optional(),
	changes: object({
		added_labels: labelChanges,
		removed_labels: labelChanges
	}).optional().catch(void 0),
	workflow: object({
		name: string(),
		path: string()
	}).optional().catch(void 0),
	deleted: unknown().optional(),
	repository: object({ default_branch: string().min(1) }).optional(),
	pull_request: pullRequest.optional(),
	workflow_run: workflowRun.optional(),
	merge_group: mergeGroup.optional()
});
/**
* Reads an event's payload; `bad-document` where it can't be read or lacks what its event must
* have.
*/
function readEvent(eventName, ref, path) {
	const payload = readPayload(path);
	const { action = "", workflow } = payload;
	const of = (field) => {
		if (eventName.replace(/_target$/, "") !== field) return void 0;
		const facts = payload[field];
		if (facts !== void 0) return facts;
		throw new GateError("bad-document", {
			problem: `the payload of the event ${eventName} has no ${field}`,
			remedy: "leave GITHUB_EVENT_NAME and GITHUB_EVENT_PATH as the runner sets them"
		});
	};
	const [pull, run] = [of("pull_request"), of("workflow_run")];
	return {
		eventName,
		defaultBranch: payload.repository?.default_branch ?? (eventName === "schedule" ? /^refs\/heads\/(.+)$/.exec(ref)?.[1] : void 0),
		pullRequest: pull && {
			...pull,
			changedLabels: changedLabels(payload)
		},
		mergeGroup: of("merge_group"),
		workflowRun: run && {
			...run,
			...run.headRepository === void 0 && workflow,
			isCompleted: action === "completed"
		},
		...payload.deleted === true && { isDeletion: true }
	};
}
function changedLabels({ action = "", label, changes }) {
	if (!/^(un)?labeled$|^label_(updated|cleared)$/.test(action)) return void 0;
	if (label !== void 0) return [label];
	return [...changes?.added_labels ?? [], ...changes?.removed_labels ?? []];
}
/** GitHub hands over 25 MB at most. */
const mostBytes = 33554432;
function readPayload(path) {
	try {
		return eventPayload.parse(JSON.parse(readBounded(path, { most: mostBytes }).toString("utf8")));
	} catch (cause) {
		const [issue] = cause instanceof ZodError ? cause.issues : [];
		const why = issue && `${issue.path.join(".") || "it"}: ${issue.message}`;
		const facts = {
			problem: `the event's payload ${path} cannot be read`,
			why: why ?? messageOf(cause),
			remedy: "leave GITHUB_EVENT_PATH as the runner sets it",
			path
		};
		throw new GateError("bad-document", facts, { cause });
	}
}

// src/github/environment.ts
const part = String.raw`(?!\.{1,2}(?:/|$))[\w.-]{1,100}`;
const repository = string().regex(new RegExp(`^${part}/${part}$`), "its form is owner/name").transform((text) => ({
	owner: text.replace(/\/.*/, ""),
	name: text.replace(/.*\//, "")
}));
/**
* Reads the facts from a step's environment, as nothing else does, and from the event's payload.
* Throws `bad-argument` for a variable that is missing or malformed and `bad-document` for a
* payload that is.
*/
function readGithubFacts(env) {
	const eventName = required$1(env, "GITHUB_EVENT_NAME");
	const ref = required$1(env, "GITHUB_REF");
	return {
		...readEvent(eventName, ref, required$1(env, "GITHUB_EVENT_PATH")),
		repository: matching(env, "GITHUB_REPOSITORY", repository),
		/** `refs/heads/main`, `refs/pull/7/merge`. */
		ref,
		sha: matching(env, "GITHUB_SHA", commitId),
		forge: forgeOf(env),
		apiUrl: matching(env, "GITHUB_API_URL", url),
		serverUrl: matching(env, "GITHUB_SERVER_URL", url),
		workflow: required$1(env, "GITHUB_WORKFLOW"),
		/** Undefined where the runner does not say, or the file is another repository's. */
		workflowPath: workflowPathOf(env),
		job: required$1(env, "GITHUB_JOB"),
		/** The values of this leg of a matrix, in its order; empty outside of one. */
		matrix: matrixOf(env["INPUT_MATRIX"] ?? ""),
		runId: matching(env, "GITHUB_RUN_ID", count),
		runAttempt: matching(env, "GITHUB_RUN_ATTEMPT", count),
		workspace: required$1(env, "GITHUB_WORKSPACE"),
		runnerTemp: resolve(required$1(env, "RUNNER_TEMP")),
		/** Survives jobs on a self-hosted runner; undefined where the runner has none. */
		toolCache: env.RUNNER_TOOL_CACHE ? resolve(env.RUNNER_TOOL_CACHE) : void 0,
		token: env["INPUT_GITHUB-TOKEN"]?.trim() || void 0
	};
}
/** What the runners of the others set beside the variables that GitHub's has. */
function forgeOf(env) {
	if (env["FORGEJO_ACTIONS"] === "true") return "Forgejo";
	return env["GITEA_ACTIONS"] === "true" ? "Gitea" : "GitHub";
}
const url = url$1({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
const count = number().int().positive();
function required$1(env, name) {
	const value = env[name] ?? "";
	if (value !== "") return value;
	throw new GateError("bad-argument", {
		problem: `the environment variable ${name} is missing`,
		remedy: "run the action as a step of a workflow; outside of one use the command storage-gate"
	});
}
function matching(env, name, schema) {
	const value = required$1(env, name);
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new GateError("bad-argument", {
		problem: `the environment variable ${name} has the value ${JSON.stringify(value.slice(0, 200))}`,
		why: parsed.error.issues[0]?.message,
		remedy: "leave the variables that begin with GITHUB_ as the runner sets them"
	});
}
/** `owner/name/.github/workflows/gate.yml@refs/pull/7/merge`. */
function workflowPathOf(env) {
	const own = `${env["GITHUB_REPOSITORY"]}/`;
	const [path = ""] = (env["GITHUB_WORKFLOW_REF"] ?? "").split("@");
	return path.startsWith(own) && path.length > own.length ? path.slice(own.length) : void 0;
}
/**
* The input's default is the leg as JSON, or `null` outside of a matrix; elsewhere it may be any
* text.
*/
function matrixOf(text) {
	if (text.trim() === "" || text.trim() === "null") return [];
	const leg = parseJson(text);
	if (typeof leg === "string") return [leg];
	if (typeof leg !== "object" || leg === null) return [text.trim()];
	return Object.values(leg).map((value) => typeof value === "string" ? value : JSON.stringify(value));
}

// src/github/repository.ts
/**
* The open pull requests that a workflow may have run for: by head repository, branch and commit,
* since the event names none for forks, and a number in an artifact is whatever its author wrote. A
* head has several where it is to be merged into several branches, and none where it is no head any
* more.
*/
function findPullRequests(run, access) {
	return askGithub("pull-requests: write", access, async ({ client, owner, repo }) => {
		if (run.pullNumber !== void 0 && run.headRepository === void 0) {
			const { data } = await client.rest.pulls.get({
				owner,
				repo,
				pull_number: run.pullNumber
			});
			return data.state === "open" && data.head.sha === run.headSha ? [foundOf$1(data)] : [];
		}
		const about = {
			owner,
			repo,
			state: "open",
			head: `${run.headRepository?.split("/")[0] ?? owner}:${run.headBranch}`,
			per_page: 100
		};
		return (await client.paginate(client.rest.pulls.list, about)).filter(({ head: { repo: from, sha } }) => from?.full_name.toLowerCase() === run.headRepository?.toLowerCase() && from !== null && sha === run.headSha).map(foundOf$1);
	});
}
function foundOf$1({ number, head, base, merge_commit_sha, labels }) {
	return {
		number,
		headSha: head.sha,
		baseSha: base.sha,
		mergeSha: merge_commit_sha ?? void 0,
		labels: labels.map(({ name }) => name),
		changedLabels: void 0
	};
}
/**
* The commit that a pull request or a merge queue's group is to be compared with; undefined for
* other events. A pull request is measured as its merge with the base branch of now, so its base is
* that merge's first parent: the base that the payload names goes stale. Where the head itself was
* checked out (which is also what Gitea and Forgejo do) it is the merge base. `checkedOut` is the
* commit of the work tree; undefined where it is not known.
*/
async function findBaseCommit(checkedOut, job) {
	const { pullRequest, mergeGroup, sha } = job.facts;
	if (mergeGroup === void 0 && pullRequest === void 0) return void 0;
	return askGithub("contents: read", job, async (asked) => {
		if (pullRequest !== void 0 && (checkedOut ?? sha) === pullRequest.headSha) return mergeBaseOf(pullRequest, asked);
		const [first] = await parentsOf(sha, asked);
		const base = mergeGroup?.baseSha ?? first;
		if (base === void 0) throw new Error(`the commit ${sha} has no parent`);
		return base;
	});
}
/** Where a pull request's branch left the base branch. */
async function mergeBaseOf({ number, baseSha, headSha }, { client, owner, repo, forge }) {
	if (forge === "GitHub") {
		const about = {
			owner,
			repo,
			basehead: `${baseSha}...${headSha}`
		};
		return (await client.rest.repos.compareCommitsWithBasehead(about)).data.merge_base_commit.sha;
	}
	const { data } = await client.rest.pulls.get({
		owner,
		repo,
		pull_number: number
	});
	if ("merge_base" in data && typeof data.merge_base === "string") return data.merge_base;
	throw new Error(`the pull request #${number} has no merge base`);
}
async function parentsOf(sha, { client, owner, repo }) {
	const { data } = await client.rest.git.getCommit({
		owner,
		repo,
		commit_sha: sha
	});
	return data.parents.map((parent) => parent.sha);
}
/**
* Whether a pull request edits any workflow, for servers that do not say which file measures; false
* in a job on GitHub, which says it unless the file is another repository's.
*/
function editsWorkflows({ facts, signal }) {
	const { pullRequest, workflowRun, forge } = facts;
	if (pullRequest === void 0 || forge === "GitHub" && workflowRun === void 0) return Promise.resolve({ answer: false });
	return askGithub("pull-requests: read", {
		facts,
		signal
	}, async ({ client, owner, repo }) => {
		const about = {
			owner,
			repo,
			pull_number: pullRequest.number
		};
		return (await everyPage((page) => client.rest.pulls.listFiles({
			...about,
			page
		}))).some(({ filename, previous_filename: before = "" }) => [filename, before].some((name) => /^\.(gitea|forgejo|github)\/workflows\//.test(name)));
	});
}
/**
* When the first attempt of a workflow's run began, in milliseconds since 1970; not a number where
* the server does not have it, or the token may not see it.
*/
function readRunStart(run, access) {
	return askGithub("actions: read", access, ({ client, owner, repo }) => answerOr(NaN, [403, 404], async () => {
		const { data } = await client.rest.actions.getWorkflowRun({
			owner,
			repo,
			run_id: run
		});
		return Date.parse(data.created_at);
	}));
}
/** The parents of a commit; none where GitHub does not have it. */
function readParents(sha, access) {
	return askGithub("contents: read", access, (asked) => answerOr([], [404, 422], () => parentsOf(sha, asked)));
}
/**
* Text of a file at a commit; undefined where that commit has nothing of the name, and a rejection
* of anything else that it may have there. It is read from GitHub, never from the work tree, and
* follows a symlink that stays in the repository. `path` is relative to the top of the repository.
*/
function readRepositoryFile(path, ref, access) {
	return askGithub("contents: read", access, ({ client, owner, repo }) => answerOr(void 0, [404], async () => {
		const { data } = await client.rest.repos.getContent({
			owner,
			repo,
			path,
			ref
		});
		const refused = (what) => reject(`${path} at ${ref.slice(0, 12)}`, `is ${what}`, "keep it as a regular file of text");
		if (Array.isArray(data)) return refused("a directory");
		if (data.type !== "file") return refused(`a ${data.type}`);
		if (data.encoding !== "base64") return refused(`too large, with ${data.size} bytes`);
		try {
			return accept(utf8.decode(Buffer.from(data.content, "base64")));
		} catch {
			return refused("no text in UTF-8");
		}
	}));
}
/** A byte order mark is for the reader to see. */
const utf8 = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});

// src/action/base.ts
/**
* Reads the base, and the head's files beside it, from GitHub, never from the work tree, which the
* pull request controls; undefined for events without a base. `github-refused` where GitHub does
* not answer: otherwise a pull request would be judged by its own policy.
*/
async function readBase({ config, lock, checkedOut }, job) {
	const found = await findBaseCommit(checkedOut, job);
	if (found === void 0) return void 0;
	const commit = required(found, "which commit this is based on");
	const { workflowPath, sha } = job.facts;
	const measured = checkedOut ?? sha;
	const both = (path, head = measured) => path === void 0 ? [] : Promise.all([commit, head].map((at) => readTextAt(path, at, job)));
	const [before, headConfig, workflows, locks] = await Promise.all([
		readConfigAt(config, {
			commit,
			side: "base"
		}, job),
		readConfigAt(config, {
			commit: measured,
			side: "head"
		}, job),
		both(workflowPath, sha),
		both(lock)
	]);
	const isWorkflowEdited = workflowPath === void 0 ? required(await editsWorkflows(job), "which files this changes") : workflows[0] !== workflows[1];
	return {
		commit,
		config: before && {
			...before,
			path: `${config} at ${commit.slice(0, 12)}`
		},
		headConfig,
		isWorkflowEdited,
		lock: locks[1],
		isLockEdited: locks[0] !== locks[1]
	};
}
/** The config at a commit, from GitHub; undefined where that has none. */
async function readConfigAt(path, { commit, side }, job) {
	const text = await readTextAt(path, commit, job);
	if (text === void 0) return void 0;
	const named = definitionPaths({
		raw: {},
		configFile: {
			path,
			text
		},
		side
	});
	const files = await Promise.all(named.map(async (file) => {
		const found = await readFileAt(file, commit, job);
		return found === void 0 ? [] : [[file, found]];
	}));
	return {
		path,
		text,
		definitions: new Map(files.flat())
	};
}
async function readTextAt(path, commit, job) {
	const found = await readFileAt(path, commit, job);
	if (found?.ok !== false) return found?.value;
	throw new GateError("bad-config", rejectionFacts(found.rejections, "files"));
}
async function readFileAt(path, commit, job) {
	return required(await readRepositoryFile(path, commit, job), `what ${path} holds at ${commit}`);
}
/** The answer; `github-refused` where there is none. */
function required(answer, what) {
	if ("answer" in answer) return answer.answer;
	throw new GateError("github-refused", {
		problem: `the server did not say ${what}`,
		why: answer.refused
	});
}
/**
* The policy at the base commit: otherwise a pull request could lower its own bar. Notes tell what
* it edits of policy and measuring. If the base has no config, or a broken one, the pull request's
* own policy applies.
*/
function policyOfBase(base, { own, config, raw }) {
	const commit = base.commit.slice(0, 12);
	const edited = [...base.isWorkflowEdited ? [workflowEdited] : [], ...base.isLockEdited ? [lockEdited] : []];
	const { policy, baseline, historyUrl } = own ?? requirePolicy({
		raw,
		origin: "action"
	}, []);
	const alone = {
		policy,
		baseline,
		historyUrl
	};
	const by = own === void 0 ? "the defaults" : "its own policy";
	const chosen = own === void 0 ? [] : ["the policy"];
	if (base.config === void 0) {
		const isNew = `The config file is new here: the base ${commit} has none, so this run was judged by ${by}.`;
		const notes = config === void 0 ? edited : [isNew, ...edited];
		return {
			...alone,
			notes,
			chosen: notes === edited ? [] : chosen,
			readings: []
		};
	}
	const judged = resolveJudging({
		raw,
		configFile: base.config,
		origin: "action"
	}, []);
	if (!judged.ok) {
		const [first] = judged.rejections;
		const isBroken = `The config file of the base can't be used, so this run was judged by ${by}${first === void 0 ? "" : `: ${describeRejection(first)}`}`;
		return {
			...alone,
			notes: [isBroken, ...edited],
			chosen,
			readings: []
		};
	}
	const { notes, measuring, readings } = editsOf(base.config, config, commit);
	const all = [...notes, ...edited];
	return {
		...judged.value,
		notes: all,
		chosen: [...measuring, ...readings],
		readings
	};
}
const workflowEdited = "This pull request edits the workflow that runs the gate; the inputs of the edited workflow apply.";
const lockEdited = "This pull request edits storage-gate.lock. Every guest of this run boots the kernel that it names, so what that kernel gains or loses only stored runs could show, and those are of another environment.";
function editsOf(before, after, commit) {
	const [from, to] = [contentOf(before), contentOf(after)];
	const policy = differences(from.policy, to.policy);
	const measuring = after === void 0 ? ["no config file"] : differences(from.measuring, to.measuring);
	const readings = Object.entries(to.disks).flatMap(([name, disk]) => differences(from.disks[name] ?? disk, disk).filter((edit) => ![specKey, ...modeKeys].includes(edit.split(" ", 1).join())).map((edit) => `${name}.${edit}`));
	const ofReadings = `This pull request edits how definitions are read: ${readings.join("; ")}.`;
	const ofPolicy = `This pull request edits the gate's own policy (${policy.join("; ")}). It was judged by that of the base, ${commit}.`;
	const ofMeasuring = `This pull request edits how the gate measures: ${measuring.join("; ")}.`;
	return {
		notes: [
			...policy.length > 0 ? [ofPolicy] : [],
			...measuring.length > 0 ? [ofMeasuring] : [],
			...readings.length > 0 ? [ofReadings] : []
		],
		measuring,
		readings
	};
}
/** What a config says, apart from its disks and of them; a missing one says nothing. */
function contentOf(config) {
	const file = config === void 0 ? void 0 : parseConfigFile(config);
	const { policy = {}, disks = {}, version: _version, workloads, "history-url": _url, ...measuring } = file?.ok === true ? file.value.content : { version: 1 };
	if (workloads === void 0 || Array.isArray(workloads)) return {
		policy,
		measuring: {
			...measuring,
			...workloads && { workloads }
		},
		disks
	};
	const own = Object.entries(workloads).map(([name, text]) => [`workload ${name}`, text]);
	return {
		policy: {
			...policy,
			...Object.fromEntries(own)
		},
		measuring,
		disks
	};
}
/** What differs, as `tolerance 5% -> 20%`. */
function differences(before, after) {
	const from = new Map(Object.entries(before));
	const to = new Map(Object.entries(after));
	return [.../* @__PURE__ */ new Set([...from.keys(), ...to.keys()])].map((key) => ({
		key,
		from: spelled(from.get(key)),
		to: spelled(to.get(key))
	})).filter((edit) => edit.from !== edit.to).map((edit) => `${edit.key} ${edit.from} -> ${edit.to}`);
}
/** The files are whoever's: a value that is long is cut. */
function spelled(value) {
	if (value === void 0) return "(default)";
	const text = typeof value === "string" ? value : JSON.stringify(value);
	return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

// src/action/addressees.ts
/**
* The pull requests for which documents are judged. In the measuring workflow it is the event's
* own. Behind `workflow_run` GitHub is asked, and nothing that the measuring run wrote is believed.
* If several pull requests have its head, GitHub does not say which one was measured: it is judged
* for each, by the policy of its own base. A reason where there is none.
*/
async function findAddressees(job) {
	const { facts, signal } = job;
	const { workflowRun } = facts;
	if (workflowRun === void 0) return [{
		...job,
		notes: []
	}];
	if (workflowRun.event !== "pull_request") return { nobody: `the measuring run was for the event ${workflowRun.event}, which sets its own status` };
	const answer = await findPullRequests(workflowRun, job);
	const found = required(answer, `which pull request has the head ${workflowRun.headSha}`);
	if (found.length === 0) return { nobody: `no open pull request has the head ${workflowRun.headSha} any more` };
	const notes = ["Measured by the pull request's own code: this is not proof against a hostile author.", ...shared(found)];
	return found.map(({ mergeSha, ...pullRequest }) => ({
		facts: {
			...facts,
			eventName: "pull_request",
			pullRequest,
			sha: mergeSha ?? pullRequest.headSha,
			runId: workflowRun.id,
			runAttempt: workflowRun.attempt,
			workflowPath: workflowRun.path || void 0
		},
		signal,
		notes
	}));
}
function shared(found) {
	if (found.length === 1) return [];
	return [`The pull requests ${found.map(({ number }) => `#${number}`).join(", ")} have this head, and the server did not say which of them was measured. So the run is judged for each, and the commit's status is red if one of them is.`];
}

// src/action/inputs.ts
/** Settings that are inputs too: where things are. What is measured stands in the config alone. */
const placeInputs = [
	"directory",
	"baseline",
	"qemu",
	"kernel",
	"initrd",
	"base-qemu",
	"base-kernel",
	"base-initrd",
	"accel"
];
/** The inputs of action.yml. */
const gateInputs = [
	"config",
	...placeInputs,
	"install",
	"comment",
	"status",
	"record",
	"github-token",
	"matrix"
];
/** The inputs of report/action.yml. */
const reportInputs = [
	"run-path",
	"run-ref",
	"config",
	"baseline",
	"measured",
	"comment",
	"status",
	"github-token"
];
/**
* Refuses unknown inputs with `bad-argument`. GitHub passes them on with a mere warning, and the
* gate would measure something other than its workflow says.
*/
function requireKnownInputs(known, env) {
	const rejections = Object.entries(env).flatMap(([variable, value]) => {
		const name = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase();
		if (name === void 0 || value === "" || known.includes(name)) return [];
		const problem = "the action has no such input";
		const remedy = configKeys.includes(name) ? "write it in storage-gate.yml" : suggestWord(name, known);
		return [{
			path: `input ${name}`,
			problem,
			remedy
		}];
	});
	if (rejections.length > 0) throw new GateError("bad-argument", rejectionFacts(rejections, "inputs"));
}
/** Reads the inputs that action.yml declares; a word that is not known is `bad-argument`. */
function readInputs() {
	return {
		raw: Object.fromEntries(placeInputs.map((name) => [name, getInput(name)])),
		/** Path of the config file as written; undefined where none was named. */
		config: getInput("config") || void 0,
		...readTelling(),
		record: word$1("record", ["auto", "never"]),
		install: word$1("install", ["never", "auto"])
	};
}
/** What GitHub says of a job in the context `needs`. */
const jobResults = [
	"success",
	"failure",
	"cancelled",
	"skipped"
];
/** Reads the inputs that report/action.yml declares; a word that is not known is `bad-argument`. */
function readReportInputs() {
	const [paths, baselines] = [linesOf("run-path"), linesOf("baseline")];
	if (baselines.length > 1 && baselines.length !== paths.length) throw new GateError("bad-argument", {
		problem: `input baseline: ${baselines.length} lines, and run-path has ${paths.length}`,
		remedy: "name one store for all documents, or one for each, in the order of run-path"
	});
	const ref = getInput("run-ref") || void 0;
	const strange = paths.find((path) => ref !== void 0 && /^\/|(^|\/)\.\.(\/|$)/.test(path));
	if (strange !== void 0) throw new GateError("bad-argument", {
		problem: `input run-path: ${strange} is no path of a file in the ref ${ref}`,
		remedy: "write it from the top of the repository, such as runs/nvme/run.json"
	});
	return {
		/** Paths of run documents. */
		paths,
		/** The ref of the repository that they lie in; undefined for the workspace. */
		ref,
		/** Stores as named: none, one for all documents, or one for each of them. */
		baselines,
		/** Path of the config file in the repository. */
		config: getInput("config") || "storage-gate.yml",
		...readTelling(),
		/** How the job of the same workflow ended that measured; undefined where nobody says. */
		measured: getInput("measured") === "" ? void 0 : word$1("measured", jobResults)
	};
}
function linesOf(name) {
	return getMultilineInput(name).filter((line) => line.trim() !== "");
}
/**
* Inputs that both actions share: how a pull request is told. `on-change` creates no comment for a
* run in which nothing changed; `status` says whether the commit status is set.
*/
function readTelling() {
	return {
		comment: word$1("comment", [
			"always",
			"on-change",
			"renew",
			"never"
		]),
		status: word$1("status", ["always", "never"])
	};
}
/** An input that is one of `words`; the first is the default, which also stands in action.yml. */
function word$1(name, words) {
	const text = getInput(name);
	if (text === "") return words[0];
	const outcome = parseWord(`input ${name}`, text, words);
	if (outcome.ok) return outcome.value;
	throw new GateError("bad-argument", rejectionFacts(outcome.rejections, "inputs"));
}

// src/github/comment.ts
/** Most characters that GitHub takes in a comment; more is answered with 422. */
const commentLimit = 65536;
/**
* Posts a text on the pull request, in place of the comment that an earlier run of the same key
* left. That one is known by a hidden marker at its start and by its author: a marker can be copied
* by anybody. It is kept as it is where a later run wrote it, or where the pull request has another
* head by now. Every attempt looks all of it up anew, so that a comment which was posted although
* GitHub answered 5xx is not posted twice.
*/
async function upsertComment(request) {
	const { facts, key } = request;
	const { pullRequest } = facts;
	if (pullRequest === void 0) return { refused: "the event has no pull request" };
	if (!/^[\w.-]{1,100}$/.test(key)) throw new GateError("bug", { problem: `${JSON.stringify(key)} is not a key of a comment` });
	const marker = `<!-- qemu-storage-gate:${key} -->`;
	const outcome = await askGithub("pull-requests: write", request, (asked) => attemptUpsert(asked, request, pullRequest, marker));
	return "answer" in outcome ? outcome.answer : outcome;
}
/** Characters that are kept free for the state, which is known only once the body is. */
const mostStateCharacters = 500;
async function attemptUpsert(asked, { compose, create, renew = false }, { number, headSha }, marker) {
	const { client, owner, repo } = asked;
	const { data: pull } = await client.rest.pulls.get({
		owner,
		repo,
		pull_number: number
	});
	if (pull.head.sha !== headSha) return { kept: `the pull request's head is now ${pull.head.sha}` };
	const all = await findComments(asked, number, marker);
	const existing = all.at(-1);
	const before = readState(existing?.body ?? "");
	const text = compose(before, commentLimit - marker.length - mostStateCharacters);
	if (before !== void 0 && before.verdict !== "error" && isLater(before, text.state)) return { kept: `run ${before.run}, attempt ${before.attempt}, is later and wrote it` };
	const body = `${marker}\n${encodeState(text.state)}\n${text.body}`;
	if (body.length > 65536) return { refused: `it has ${body.length} characters, and ${asked.forge} takes at most ${commentLimit}` };
	if (existing === void 0 && !create) return { kept: "there is no comment yet, and this needs none" };
	const { issues } = client.rest;
	const update = (id, whole) => issues.updateComment({
		owner,
		repo,
		comment_id: id,
		body: whole
	});
	const isAnew = existing === void 0 || renew && before !== void 0 && !before.red;
	const { data } = isAnew ? await issues.createComment({
		owner,
		repo,
		issue_number: number,
		body
	}) : await update(existing.id, body);
	for (const old of isAnew ? all : all.slice(0, -1)) await update(old.id, folded(old.body, data.html_url));
	return { url: data.html_url };
}
/** A comment that another one took the place of: without our marker, and closed. */
function folded(body, url) {
	const report = body.replaceAll(/^<!-- .* -->\n/gm, "");
	const lead = `Replaced by [a newer report](${url}).`;
	const whole = `${lead}\n\n<details><summary>An earlier report</summary>\n\n${report}\n\n</details>`;
	return whole.length > 65536 ? lead : whole;
}
/** The account that the token of a job posts as, where it may not ask for itself (403, 404). */
const jobAccounts = {
	GitHub: "github-actions[bot]",
	Gitea: "gitea-actions",
	Forgejo: "forgejo-actions"
};
function ownLogin({ client, forge }) {
	return answerOr(jobAccounts[forge], [403, 404], async () => (await client.rest.users.getAuthenticated()).data.login);
}
/** Ours, oldest first: one, unless a run was killed as it posted anew. */
async function findComments(asked, number, marker) {
	const { client, owner, repo } = asked;
	const author = await ownLogin(asked);
	const about = {
		owner,
		repo,
		issue_number: number,
		per_page: 100
	};
	return (await client.paginate(client.rest.issues.listComments, about)).filter(({ user, body }) => user?.login === author && body?.startsWith(marker)).map(({ id, body = "" }) => ({
		id,
		body
	}));
}
const commit = string().regex(/^[0-9a-f]{40,64}$/);
const word = string().regex(/^[a-z-]{1,40}$/);
const schema = strictObject({
	sha: commit,
	run: int().positive(),
	attempt: int().positive(),
	verdict: word,
	/** The last red that no green was reported after. */
	red: strictObject({
		sha: commit,
		verdict: word
	}).optional(),
	/** Verdict of the first attempt of the same run. */
	first: word.optional()
});
/** The state as a line that GitHub hides. */
function encodeState(state) {
	return `<!-- state ${JSON.stringify(schema.parse(state))} -->`;
}
/**
* The state in a comment; undefined where it is missing or damaged: anybody who may edit comments
* may edit it.
*/
function readState(body) {
	const [, text] = /^<!-- state (\{.*\}) -->$/m.exec(body) ?? [];
	return text === void 0 ? void 0 : schema.safeParse(parseJson(text)).data;
}
/**
* The state of a run that follows `before` on the same pull request. `passed` is undefined where
* nothing was judged.
*/
function stateAfter(before, now) {
	const { passed, ...own } = now;
	const red = passed === void 0 ? before?.red : {
		sha: now.sha,
		verdict: now.verdict
	};
	const first = before !== void 0 && before.run === now.run ? before.first ?? (before.attempt < now.attempt && before.verdict) : false;
	return {
		...own,
		...passed !== true && red && { red },
		...first && { first }
	};
}

// src/report/legs-markdown.ts
/** Most rows of the table: those that failed come first, and the others are counted. */
const mostRows = 60;
/**
* One report of several runs: the worst verdict, a line for each run, and each run's own report in
* a fold. The folds share what is left of `limit` evenly, those that failed first; a run's report
* drops its own sections to fit.
*/
function renderLegs(report) {
	const { legs, verdict, passed, notes, limit } = report;
	const ordered = legs.toSorted((a, b) => Number(hasPassed(a)) - Number(hasPassed(b)));
	const shown = ordered.slice(0, mostRows);
	const rows = shown.map((leg) => [escapeMarkdown(leg.name), ...outcomeOf$1(leg).map(escapeMarkdown)]);
	const more = legs.length - shown.length;
	const failed = legs.filter((leg) => !hasPassed(leg)).length;
	const head = [
		`### Storage gate: ${verdict}: ${failed === 0 ? "each" : `${failed}`} of ${formatCount(legs.length, "run")} ${failed === 0 ? "passed" : "failed"}${escapeMarkdown(undecidedOf(legs))}`,
		`**${capitalized(gateText(report))}.**`,
		...notes.map((note) => `> ${escapeMarkdown(note)}`),
		tableOf([[
			"run",
			"verdict",
			""
		], ...rows]),
		...more > 0 ? [`and ${formatCount(more, "run")} more`] : []
	].join("\n\n");
	if (head.length > limit) return `Storage gate: ${verdict}, ${passed ? "passed" : "failed"}\n`.slice(0, limit);
	return appendFolds(head, {
		legs: ordered,
		limit
	});
}
/** Of runs that passed: the first that had nothing to be compared with, which nobody may miss. */
function undecidedOf(legs) {
	const open = legs.find((leg) => "judged" in leg && leg.judged.judgement.cells.some(lacksReference));
	return open === void 0 || !legs.every(hasPassed) ? "" : `; ${open.name}: ${outcomeOf$1(open)[1]}`;
}
/** Whether a leg has a value, and passed. */
function hasPassed(leg) {
	return "judged" in leg && leg.judged.judgement.passed;
}
function outcomeOf$1(leg) {
	if ("problem" in leg) return ["missing", leg.problem];
	const { run, judgement } = leg.judged;
	const { sentence } = headlineOf(judgement, titlesOf(run));
	const { accepted } = judgement;
	if (accepted === void 0) return [judgement.verdict, sentence];
	return [`${judgement.verdict}, accepted`, `${sentence}; accepted by ${accepted.by}: ${accepted.reason}`];
}
function appendFolds(head, { legs, limit }) {
	let text = head;
	const reports = legs.flatMap((leg) => "judged" in leg ? [{
		name: leg.name,
		judged: leg.judged
	}] : []);
	for (const [index, { name, judged }] of reports.entries()) {
		const opening = `\n\n<details><summary>${escapeMarkdown(name)}</summary>\n\n`;
		const closing = "\n\n</details>";
		const room = Math.floor((limit - 1 - text.length) / (reports.length - index)) - opening.length - 12;
		if (room < 1e3) continue;
		text += `${opening}${renderMarkdown({
			...judged,
			limit: room
		}).trimEnd()}${closing}`;
	}
	return `${text}\n`;
}

// src/action/finding.ts
/** The finding as a verdict, and as a commit status: one line of plain text. */
function outcomeOf(finding) {
	const found = foundOf(finding);
	if (finding.advisory !== true || found.state === "success") return found;
	return {
		...found,
		state: "success",
		description: `advisory: ${found.description}`
	};
}
function foundOf(finding) {
	switch (finding.kind) {
		case "judged": {
			const { legs } = finding;
			const failed = legs.flatMap((leg) => hasPassed(leg) ? [] : [leg.name]);
			const passed = failed.length === 0;
			const verdict = worstVerdict(legs.map((leg) => "judged" in leg ? leg.judged.judgement.verdict : "missing"));
			const count = `${failed.length} of ${formatCount(legs.length, "run")} failed`;
			const said = passed ? `all runs passed${undecidedOf(legs)}` : `${count}: ${failed.join(", ")}`;
			const description = headlineOfOnly(finding) ?? `${verdict}: ${said}`;
			return {
				verdict,
				passed,
				state: passed ? "success" : "failure",
				description
			};
		}
		case "at-once": {
			const { regressions, reds } = finding;
			const verdict = regressions > 0 ? "regressed" : "missing";
			const more = reds.length > 1 ? `, and ${reds.length - 1} more` : "";
			return {
				verdict,
				passed: false,
				state: "failure",
				description: `${verdict}: ${reds[0]?.message}${more}`
			};
		}
		case "nothing-changed": return {
			verdict: "unchanged",
			passed: true,
			state: "success",
			description: "nothing under test changed"
		};
		case "not-measured": return {
			verdict: "error",
			passed: void 0,
			state: "error",
			description: `not measured: ${finding.reason}`
		};
		default: return finding;
	}
}
/** The run of a finding that has only one, which is shown as itself and not in a table of runs. */
function onlyRunOf(finding) {
	const [leg, ...others] = finding.kind === "judged" ? finding.legs : [];
	return leg !== void 0 && "judged" in leg && others.length === 0 ? leg.judged : void 0;
}
function headlineOfOnly(finding) {
	const only = onlyRunOf(finding);
	if (only === void 0) return void 0;
	const { title, sentence } = headlineOf(only.judgement, titlesOf(only.run));
	return `${title}: ${sentence}`;
}
/**
* The finding as Markdown of at most `limit` characters; `more` are additional sentences of plain
* text.
*/
function renderFinding(finding, { limit, sha, more }) {
	switch (finding.kind) {
		case "judged": {
			const notes = [...more, ...finding.notes];
			const only = onlyRunOf(finding);
			const { verdict, passed = false } = outcomeOf(finding);
			const choice = passed ? choiceOf(finding.chosen ?? []) : "";
			const { historyUrl } = finding;
			const link = historyUrl === void 0 ? "" : `\n[History](${historyUrl})\n`;
			const room = {
				notes,
				limit: limit - choice.length - link.length
			};
			return (only === void 0 ? renderLegs({
				...finding,
				verdict,
				passed,
				...room
			}) : renderMarkdown({
				...only,
				...room
			})).replace("\n", () => `${choice}\n`) + link;
		}
		case "at-once": return [
			`### Storage gate: ${outcomeOf(finding).verdict}: no number could pass`,
			`**${capitalized(gateText({
				...finding,
				passed: false
			}))}.** Nothing was measured: what the disks are says it.`,
			finding.reds.map(({ message }) => `- ${escapeMarkdown(message)}`).join("\n"),
			...[...more, ...finding.notes].map(escapeMarkdown)
		].join("\n\n");
		case "nothing-changed": return [
			"### Storage gate: unchanged: nothing under test changed",
			"**The gate passed.** Nothing was measured: what the config and its definitions say, storage-gate.lock, and each QEMU, kernel and initrd that was given are those of the base.",
			...[...more, ...finding.notes].map(escapeMarkdown)
		].join("\n\n");
		case "not-measured": return [
			`### Storage gate: not measured at ${sha.slice(0, 12)}`,
			`**${escapeMarkdown(finding.reason.slice(0, 1e3))}.** This is not a verdict: ${finding.advisory === true ? "the gate is advisory" : "the job failed"}. Its step summary, or its log, says more.`,
			...more.map(escapeMarkdown)
		].join("\n\n");
		default: return finding;
	}
}
/** Ends the first line. */
function choiceOf(chosen) {
	return chosen.length === 0 ? "" : escapeMarkdown(`; chosen by the pull request: ${chosen.join("; ")}`.slice(0, 500));
}
/** Whether a reader would want to hear of a finding. */
function isNews(finding) {
	if (finding.kind !== "judged") return finding.kind === "at-once";
	return finding.legs.some((leg) => !("judged" in leg) || hasChanged(leg.judged.judgement));
}
/**
* Whether a reader would want to hear of a judgement: a disk mode differs, or a gated cell moved,
* or the gate failed.
*/
function hasChanged({ passed, changes, cells }) {
	const moved = cells.some(({ gated, verdict }) => gated && [
		"regressed",
		"missing",
		"improved"
	].includes(verdict));
	return !passed || moved || changes.length > 0;
}
/** The line of a definition that a cell's verdict is about. */
function placeOfCell({ arm, reason }, { changes }) {
	return reason?.kind === "unmeasured-change" ? reason.changes[0] : changes.find((change) => change.arm === arm && change.at !== void 0)?.at;
}
/** The report within GitHub's limit, with notes on earlier runs, the commit and the attempt. */
function composeComment({ finding, facts, sha, before, limit }) {
	const { runId: run, runAttempt: attempt } = facts;
	const { verdict, passed } = outcomeOf(finding);
	const state = stateAfter(before, {
		sha,
		run,
		attempt,
		verdict,
		passed
	});
	const origin = `\n\n<sub>${finding.kind === "judged" ? "Measured" : "Written"} for ${sha} in [run ${run}, attempt ${attempt}](${runUrl(facts)}).</sub>`;
	const history = [];
	const red = before?.red;
	if (red !== void 0 && passed === true) history.push(`This turned green: it was ${red.verdict} at ${red.sha.slice(0, 12)}.`);
	if (state.first !== void 0) history.push(`This is attempt ${attempt} of the run; the first attempt ended with the verdict ${state.first}.`);
	return {
		state,
		body: `${renderFinding(finding, {
			limit: limit - origin.length,
			sha,
			more: history
		}).trimEnd()}${origin}`,
		history
	};
}

// src/action/stores.ts
/**
* Where runs of the default branch are stored: the place that input or config names, else a ref
* of the repository with a folder for each gate (workflow, job and leg). Two gates measure
* different arms, so neither would find its own in the other's runs. A relative directory is
* `bad-argument`: `git clean` of the checkout would delete it before the next run.
*/
function baselineLocation(named, facts) {
	if (named === void 0) return {
		kind: "git",
		ref: defaultRef,
		folder: gateKey(facts)
	};
	const location = namedStore(named, "so the next checkout would delete it");
	if (!isReadOnly(location)) return location;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} can't hold runs of the default branch`,
		remedy: `write \`git:\` and a ref, or leave baseline out for ${defaultRef}`
	});
}
/**
* A store that input or config name, and that does not lie in the workspace: a relative directory
* is `bad-argument`, with `why`. A report has no checkout, so `git:` means the repository itself.
*/
function namedStore(named, why = "but a report has no checkout") {
	const location = requireStore(named, "input baseline");
	if (isLasting(location)) return location;
	throw new GateError("bad-argument", {
		problem: `the baseline ${named} is relative, ${why}`,
		remedy: "write `git:` and a branch, or `dir:` and an absolute path that outlives the job"
	});
}
/**
* What opens a store in a job: `git:` means the job's own repository, with its token. It needs no
* clone.
*/
function openingContext({ facts, signal }) {
	const { serverUrl, repository, token, runnerTemp } = facts;
	const url = `${serverUrl}/${repository.owner}/${repository.name}`;
	return {
		cacheDirectory: join(runnerTemp, "storage-gate-store"),
		clone: remoteWithToken({
			url,
			token
		}),
		signal,
		onNotice: noticeOnce
	};
}
const toldNotices = /* @__PURE__ */ new Set();
/** The same only once in a job: a report opens a store for each of its documents. */
function noticeOnce(message) {
	if (!toldNotices.has(message)) publishNotice(message);
	toldNotices.add(message);
}
/** The commits before a commit, according to the job's own repository. */
function remoteAncestry(commit, job) {
	const { clone: remote, cacheDirectory, signal } = openingContext(job);
	return fetchAncestors({
		remote,
		cacheDirectory,
		commit,
		signal
	});
}
/**
* The commits before the base commit, or on the default branch before the commit itself. The remote
* is asked if the runs come from it. Otherwise the clone of the work tree is asked, and also the
* remote where that clone is shallow; undefined where neither knows.
*/
async function ancestryOfJob({ kind }, commit, job) {
	if (kind === "git") return remoteAncestry(commit, job);
	const { clone, cacheDirectory, signal } = openingContext(job);
	const cwd = job.facts.workspace;
	const remote = () => Promise.resolve(clone);
	return findAncestors({
		cwd,
		commit,
		remote,
		cacheDirectory,
		signal
	});
}
/**
* The store of the measuring jobs if nobody names one: the folder of the default branch that holds
* runs of the document's environment, or else any of the measuring workflow. If several do, it is
* that workflow's; undefined where no single one is left, and `caveat` then says why. A job's own
* key would be wrong: another job measured.
*/
async function defaultStore(run, job) {
	const { facts } = job;
	const { clone: remote, ...context } = openingContext(job);
	const workflow = facts.workflowRun?.name ?? facts.workflow;
	const prefix = workflowKey(workflow);
	const sought = {
		ref: defaultRef,
		fingerprint: run.fingerprint,
		prefix
	};
	const [folder, ...others] = await findSeriesFolders({
		...context,
		remote,
		...sought
	});
	if (folder === void 0) return { location: void 0 };
	if (others.length === 0) return { location: {
		kind: "git",
		ref: defaultRef,
		folder
	} };
	return {
		location: void 0,
		caveat: {
			kind: "several-gates",
			folders: [folder, ...others].slice(0, 5)
		}
	};
}
/** Seconds for which other writers are given way to: the verdict itself was told already. */
const patience = 20;
/**
* Keeps each verdict on a pull request beside the runs it was judged by, where the token may write:
* what a team looks at before it requires the gate. Where that fails the log says so, and no more.
*/
async function keepVerdicts(finding, job) {
	const { pullRequest, runId, runAttempt } = job.facts;
	if (pullRequest === void 0 || finding.kind !== "judged") return;
	const cut = (text) => text.slice(0, 500);
	for (const leg of finding.legs) {
		if (!("judged" in leg) || leg.place === void 0) continue;
		const { run, judgement } = leg.judged;
		const { verdict, passed, advisory, accepted, gatedCells } = judgement;
		try {
			await using store = await openStore(leg.place, {
				...openingContext(job),
				patience
			});
			await store.keep({
				schema: 1,
				kind: "verdict",
				tool: run.tool,
				judgedAt: (/* @__PURE__ */ new Date()).toISOString(),
				fingerprint: run.fingerprint,
				pull: pullRequest.number,
				sha: pullRequest.headSha,
				run: runId,
				attempt: runAttempt,
				verdict,
				passed,
				advisory,
				accepted: accepted && cut(`${accepted.by}: ${accepted.reason}`),
				summary: cut(outcomeOf(finding).description),
				gated: gatedCells
			});
		} catch (error) {
			writeLog(`- the verdict is not kept for later: ${describeError(error).split("\n")[0]}`);
		}
	}
}

// src/action/tell.ts
/**
* Tells everybody what was found: outputs, step summary, annotations, comment and status; fails the
* step if the gate failed.
*/
async function publishFinding(finding, audience) {
	const { annotations, failure, regressions } = announcementOf(finding);
	tellOutcome(finding);
	tellOutput("regressions", regressions);
	const limit = Math.floor(summaryLimit / 3) - 1;
	const report = renderFinding(finding, {
		limit,
		sha: audience.facts.sha,
		more: []
	});
	await keepFile("report", report, audience.facts);
	const unwritten = await writeSummary(report, process.env);
	const isAdvisory = finding.advisory === true;
	publishAnnotations(isAdvisory ? annotations.map((one) => ({
		...one,
		level: "warning"
	})) : annotations);
	if (unwritten !== void 0) publishNotice(`there is no step summary: ${unwritten}`);
	const { url, history } = await tellPullRequest(finding, audience);
	tellOutput("comment-url", url);
	const quoted = history.map((sentence) => `\n> ${escapeMarkdown(sentence)}\n`);
	if (history.length > 0) await writeSummary(quoted.join(""), process.env);
	if (failure === void 0) return;
	if (isAdvisory) writeLog(`- advisory: ${failure}`);
	else failStep([failure]);
}
/** The outputs that say how it ended, for steps that tell somebody else. */
function tellOutcome(finding) {
	const { verdict, description } = outcomeOf(finding);
	tellOutput("verdict", verdict);
	tellOutput("title", `Storage gate: ${verdict}`);
	tellOutput("summary", description);
}
/** Writes a file that lasts as long as the job, and names it in the output `NAME-path`. */
async function keepFile(name, text, { runnerTemp }) {
	await makeDirectories(runnerTemp);
	const directory = await mkdtemp(join(runnerTemp, "storage-gate-"));
	const path = join(directory, name === "run" ? "run.json" : "report.md");
	await writeWhole(path, text);
	tellOutput(`${name}-path`, path);
}
/**
* Tells the pull request or merge queue what was found by comment and commit status, unless a later
* run has set them. A refusal by GitHub is one notice: the report is in the step summary, and the
* result stands. Returns the address of the comment, or an empty text, and notes on earlier runs as
* sentences of plain text.
*/
async function tellPullRequest(finding, audience) {
	let history = [];
	const comment = await postComment(finding, audience, (told) => history = told);
	const status = await postStatus(outcomeOf(finding), audience);
	if ("kept" in comment) writeLog(`- the comment stays as it is: ${comment.kept}`);
	if ("kept" in status) writeLog(`- the commit status stays as it is: ${status.kept}`);
	const refusals = [];
	if ("refused" in comment) refusals.push(`the comment was not written: ${comment.refused}. The report is in the ${reportPlace(process.env)}.`);
	if ("refused" in status) refusals.push(`the commit status was not set: ${status.refused}.`);
	if (refusals.length > 0) publishNotice(refusals.join(" "));
	const url = "url" in comment ? comment.url : "";
	if (history.length > 0 || !("first" in status) || status.first === void 0) return {
		url,
		history
	};
	const { state, description } = status.first;
	const ended = `the first attempt ended with the status ${state}: ${description}`;
	return {
		url,
		history: [`This is attempt ${audience.facts.runAttempt} of the run; ${ended}`]
	};
}
/**
* Writes the comment on the pull request, if there is one and the inputs ask for a comment. One
* that is there already is always updated; a new one is written for numbers only.
*/
async function postComment(finding, { facts, inputs, signal }, onHistory) {
	const { pullRequest } = facts;
	if (pullRequest === void 0 || inputs.comment === "never") return unasked;
	return upsertComment({
		facts,
		key: gateKey(facts),
		create: ["judged", "at-once"].includes(finding.kind) && (inputs.comment !== "on-change" || isNews(finding)),
		renew: inputs.comment === "renew" && outcomeOf(finding).state === "failure",
		compose: (before, limit) => {
			const text = composeComment({
				finding,
				facts,
				sha: pullRequest.headSha,
				before,
				limit
			});
			onHistory(text.history);
			return text;
		},
		signal
	});
}
/** Where the inputs ask for none, or nobody waits for one. */
const unasked = { unasked: true };
/**
* Sets the commit status `storage-gate` on the head of a pull request or merge group; nothing
* elsewhere, where there is nothing to block, and if the inputs ask for no status.
*/
async function postStatus(status, { facts, inputs, signal }) {
	const sha = facts.pullRequest?.headSha ?? facts.mergeGroup?.headSha;
	if (sha === void 0 || inputs.status === "never") return unasked;
	return setStatus({
		...status,
		sha,
		context: statusContext(facts)
	}, {
		facts,
		signal
	});
}
/** What is announced of a finding. A run alone says its own sentence; of several each its name. */
function announcementOf(finding) {
	if (finding.kind === "at-once") {
		const { reds: annotations, regressions } = finding;
		return {
			annotations,
			failure: outcomeOf(finding).description,
			regressions
		};
	}
	if (finding.kind !== "judged") return {
		annotations: [],
		failure: void 0,
		regressions: 0
	};
	const only = onlyRunOf(finding);
	if (only !== void 0) return announce(only.judgement, titlesOf(only.run));
	const annotations = [];
	let regressions = 0;
	for (const leg of finding.legs) {
		const { name } = leg;
		if ("problem" in leg) {
			annotations.push({
				level: "error",
				title: `missing: ${name}`,
				message: leg.problem
			});
			continue;
		}
		const own = announce(leg.judged.judgement, titlesOf(leg.judged.run));
		annotations.push(...own.annotations.map((one) => ({
			...one,
			title: `${name}: ${one.title}`
		})));
		regressions += own.regressions;
	}
	const { passed, description } = outcomeOf(finding);
	return {
		annotations,
		failure: passed === true ? void 0 : description,
		regressions
	};
}
/**
* An error for each gated cell that regressed or is missing (a warning where the policy lets it
* pass), and a sentence for the run. `titleOf` gives the reader's name of a workload.
*/
function announce(judgement, titleOf) {
	const gated = judgement.cells.filter((cell) => cell.gated);
	const failing = gated.filter(({ verdict }) => verdict === "regressed" || verdict === "missing");
	const level = judgement.passed ? "warning" : "error";
	const cells = failing.map((cell) => {
		const title = `${cell.verdict}: ${cell.arm}, ${titleOf(cell.workload)}, ${cell.metric}`;
		return {
			level,
			title,
			message: describeCell(cell),
			at: placeOfCell(cell, judgement)
		};
	});
	const headline = headlineOf(judgement, titleOf);
	const sentence = `${headline.title}: ${headline.sentence}; ${headline.sureness}`;
	return {
		annotations: judgement.passed ? [...cells, ...announcePassed(judgement, sentence)] : cells,
		failure: judgement.passed ? void 0 : sentence,
		regressions: gated.filter(({ verdict }) => verdict === "regressed").length
	};
}
function describeCell(cell) {
	const { metric, base, head, change, interval, reason } = cell;
	return [
		base !== void 0 && head !== void 0 && `${formatValue(metric, base)} -> ${formatValue(metric, head)}`,
		change !== void 0 && formatChange(change),
		interval !== void 0 && `interval ${formatInterval(interval)}`,
		`tolerance ${formatShare(cell.tolerance)}`,
		reason !== void 0 && reasonText(reason)
	].filter(Boolean).join(", ");
}
/** A passed run says its verdict only where the green job does not say it all. */
function announcePassed({ verdict, cells }, message) {
	const title = "storage gate";
	if (verdict === "improved" || verdict === "unchanged") return [];
	const open = cells.filter((cell) => cell.gated && cell.verdict === verdict);
	return [{
		level: verdict === "inconclusive" && open.every(lacksReference) ? "notice" : "warning",
		title,
		message
	}];
}

// src/action/ending.ts
/** The teller of an audience that waits for a verdict. */
function tellerFor(audience) {
	let begun;
	let isTold = false;
	return {
		begin: () => {
			begun = postStatus(pending, audience).catch(() => void 0);
		},
		tell: async (finding, status = audience.inputs.status) => {
			await begun;
			await publishFinding(finding, {
				...audience,
				inputs: {
					...audience.inputs,
					status
				}
			});
			isTold = true;
			noteEnding("told");
			await keepVerdicts(finding, audience);
		},
		tellTrouble: async (error) => {
			if (isTold) return;
			await begun;
			await tellTrouble(error, audience);
		}
	};
}
/** The status of a commit while it is measured. */
const pending = {
	state: "pending",
	description: "measuring"
};
/** A cancelled step has seconds only, so its post step tells it. */
async function tellTrouble(error, audience) {
	const { signal } = audience;
	try {
		signal.throwIfAborted();
		await tellPullRequest(troubleOf(error), audience);
		noteEnding("told");
	} catch (trouble) {
		if (!signal.aborted) throw trouble;
		noteEnding("cancelled");
	}
}
let advisory;
/**
* Notes, for the post step too, whether the policy of all that is judged is to fail nothing:
* trouble does not, either.
*/
function noteAdvisory({ policy }) {
	advisory = advisory !== false && policy.advisory === true;
	toRunner(() => saveState("advisory", `${advisory}`));
}
/** In one sentence: of several faults the first. */
function troubleOf(thrown) {
	const { problem, faults = [] } = toldOf(thrown)?.facts ?? { problem: "a bug of qemu-storage-gate ended the run" };
	return {
		kind: "not-measured",
		reason: faults.length === 0 ? problem : `${problem}, the first: ${faults[0]}`,
		advisory
	};
}
/**
* Does the work of an entry. If it fails, the error goes to log and summary, then to those who wait
* for a verdict, and decides the exit status.
*/
async function untilTrouble(tellers, signal, work) {
	try {
		await work();
		if (tellers.length > 0) requireWritten();
	} catch (thrown) {
		const error = signal.aborted ? signal.reason : thrown;
		await publishTrouble(error);
		if (!advisory) process.exitCode = exitStatusOf(error);
		for (const teller of tellers) await teller.tellTrouble(error);
	}
}
/** Fails the step with what ended it before its end, and says it in the summary. */
async function publishTrouble(error) {
	const { problem = "", faults = [] } = toldOf(error)?.facts ?? {};
	const places = [problem, ...faults].flatMap(placeIn);
	if (faults.length > 0) publishAnnotations(places);
	if (advisory) publishNotice(`advisory: ${describeError(error)}`);
	else failStep(describeError(error).split("\n"), faults.length > 0 ? void 0 : places[0]?.at);
	tellOutcome(troubleOf(error));
	await writeSummary(describeFailure(error), process.env);
}
/** The line of a file that a fault begins with, if it does. */
function placeIn(message) {
	const [, path = "", line] = /^([^\s/:][^:]*):(\d+)[ :]/.exec(message) ?? [];
	if (path === "" || path.includes(" at ")) return [];
	return [{
		level: "error",
		title: "storage gate",
		message,
		at: {
			path,
			line: Number(line)
		}
	}];
}
/**
* Markdown for the step summary of a run that failed; the message is plain text that cannot break
* out of its block.
*/
function describeFailure(error) {
	return `## Storage gate: the run did not finish\n\n<pre>\n${describeError(error).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\n</pre>`;
}
/**
* Aborted when the job is cancelled: a runner sends SIGINT, to node alone, and SIGTERM 7.5 s later.
*/
function cancelOnSignals() {
	guardProcess(writeLog);
	const controller = new AbortController();
	const cancel = (code, name) => process.on(name, () => {
		const facts = {
			problem: `cancelled by ${name}`,
			why: "nothing was judged or kept"
		};
		controller.abort(new GateError(code, facts));
	});
	cancel("interrupted", "SIGINT");
	cancel("terminated", "SIGTERM");
	return controller.signal;
}
const endings = [
	"begun",
	"cancelled",
	"told"
];
const actions = ["gate", "report"];
/** Notes for the post step which action was started. */
function noteBeginning(action) {
	toRunner(() => saveState("action", action));
	noteEnding("begun");
}
/** Notes for the post step how far the main step came in telling its end. */
function noteEnding(ending) {
	toRunner(() => saveState("ending", ending));
}
/**
* Tells the pull request that nothing was measured or judged, if the main step was cancelled or
* killed before it could. Otherwise an earlier comment would seem to be about this commit, and the
* status would stay pending. GitHub is asked again which pull request the report belongs to:
* nothing that could be wrong is kept from step to step.
*/
async function tellAbandoned() {
	const ending = _enum(["", ...endings]).parse(getState("ending"));
	if (ending === "" || ending === "told") return;
	const finding = {
		kind: "not-measured",
		reason: {
			begun: "the step was killed before it could end",
			cancelled: "the job was cancelled"
		}[ending],
		advisory: getState("advisory") === "true"
	};
	const { signal } = new AbortController();
	const job = {
		facts: readGithubFacts(process.env),
		signal
	};
	const addressees = _enum(actions).parse(getState("action")) === "report" ? await findAddressees(job) : [job];
	if ("nobody" in addressees) return;
	for (const each of addressees) await tellPullRequest(finding, {
		...each,
		inputs: readTelling()
	});
}
const cleanupSchema = object({
	mark: uuid(),
	owner: object({
		pid: int().positive(),
		started: string()
	}).optional(),
	/** Directories in which this run makes its scratch. */
	parents: array(string())
});
/**
* Notes for the post step who we are and where scratch is made, and marks everything that is
* started from now on.
*/
async function prepareCleanup(parents) {
	const [mark, owner] = [markChildren(process.env), await identify(process.pid)];
	const state = {
		mark,
		owner,
		parents
	};
	toRunner(() => saveState("cleanup", state));
}
/**
* Ends the processes and removes the files that a killed main step left. Returns what it did, one
* line each; nothing if the main step never reached `prepareCleanup`.
*/
async function cleanUp() {
	const state = getState("cleanup");
	if (state === "") return [];
	const { mark, owner, parents } = cleanupSchema.parse(JSON.parse(state));
	const lines = (await endLeftovers({
		mark,
		owner
	})).map((pid) => `ended process ${pid}`);
	for (const parent of parents) for (const path of await removeAbandonedScratch(parent, (text) => lines.push(text))) lines.push(`removed ${path}`);
	return lines;
}

export { readParents as A, writeSummary as B, reportInputs as C, readBase as D, policyOfBase as E, readStatus as F, askGithub as H, failStep as I, publishAnnotations as L, readRunStart as M, readGithubFacts as N, readConfigAt as O, statusContext as P, tellOutput as R, readReportInputs as S, findAddressees as T, everyPage as U, answerOr as V, openingContext as _, noteEnding as a, gateInputs as b, tellAbandoned as c, keepFile as d, postStatus as f, namedStore as g, defaultStore as h, noteBeginning as i, readRepositoryFile as j, required as k, tellerFor as l, baselineLocation as m, cleanUp as n, pending as o, ancestryOfJob as p, noteAdvisory as r, prepareCleanup as s, cancelOnSignals as t, untilTrouble as u, remoteAncestry as v, requireKnownInputs as w, readInputs as x, outcomeOf as y, writeLog as z };