import { A as requireStore, B as readEnough, C as diskParts, E as describeStore, G as acceptedLevel, H as readRunFile, I as runGit, J as newestDocuments, K as acknowledge, M as storesToRead, O as isReadOnly, P as remoteOfClone, S as missingEngines, T as directRefusal, V as documentDigest, W as encodeRun, X as commitOf, Y as oldestDocuments, Z as whyNotEligible, a as runGate, b as cpuModel, c as judge, d as chooseAccelerator, f as provideGuest, g as writeGuestLock, h as guestInUse, i as judgeAgainst, j as storesToChange, k as openStore, l as emptyBaseline, m as findQemu, n as findAncestors, o as declareGate, p as bootGuest, q as findUnlikeRuns, s as hopelessGate, u as measure, v as directoryNeeds, w as checkDirectories, x as watchLoad, y as requireWriteBudget, z as readAll } from "./chunks/ancestors.js";
import { A as titlesOf, An as formatRatio, At as suiteKinds, Bt as changeLegend, C as markOf, Cn as formatChange, Cr as durabilityClass, D as rowLabel, Dn as formatList, Dr as rejectionFacts, Dt as kindOf, E as evidenceText, En as formatInterval, Er as reject, Gt as reasonText, Hn as loadParts, Ht as formatThroughput, Jt as paintFor, Kt as alignColumns, M as caveatTexts, Mn as formatSpread, O as throughputLegend, On as formatMoment, Ot as rulesOf, P as createScratch, S as labelsOf, Sn as formatBytes, Sr as describeCache, T as storedBasesOf, Ut as formatValue, V as writeWhole, Vt as formatBare, Wn as takenByOthers, Wt as leftOutTexts, X as requirePolicy, Y as namesDisks, Yn as cellText, Yt as paragraph, Z as requireSettings, _ as costsOf, _t as suggestWord, a as nextSteps, an as messageOf, b as hostSentence, br as cacheFlags, dn as jsonText, dr as fieldValues, dt as settingNames, en as GateError, et as disksOf, f as headlineOf, fn as logLine, ft as parseDiskMode, gt as nearWord, hn as headCells, hr as isDefault, ht as diskSpec, i as heldTolerance, in as hasCode, jn as formatShare, jt as suiteNamed, k as throughputTable, kn as formatRate, kr as metricOf, kt as suiteInstead, ln as toldOf, lr as defaultDiskMode, mn as plainText, nn as exitStatusOf, on as quoteForShell, p as isShown, pn as logLines, pt as parseCount, q as pause, qt as capitalized, r as renderMarkdown, rn as exitStatuses, sn as remedyOf, t as guardProcess, tn as describeError, tt as twinPlan, un as toolVersion, ur as diskModeKey, ut as parseConfigFile, v as emulationWarning, vr as spelled, w as sinceText, wn as formatCount, wr as accept, x as intervalLegend, xr as cacheModes, y as errorSources, yr as aioEngines, zn as suiteDigest } from "./chunks/guard.js";
import { a as readSourceFile, i as readConfigFile, n as ensurePackages, r as missingPackages, t as showProgress } from "./chunks/progress-display.js";
import { EventEmitter } from "node:events";
import childProcess from "node:child_process";
import path, { dirname, isAbsolute, join, resolve } from "node:path";
import fs from "node:fs";
import process$1 from "node:process";
import { stripVTControlCharacters } from "node:util";
import { randomInt } from "node:crypto";
import { access, constants as constants$1, open, readFile, readdir, realpath, rm, stat } from "node:fs/promises";
import { availableParallelism, userInfo } from "node:os";
import { createInterface } from "node:readline/promises";

// node_modules/commander/lib/error.js
/**
* CommanderError class
*/
var CommanderError = class extends Error {
	/**
	* Constructs the CommanderError class
	* @param {number} exitCode suggested exit code which could be used with process.exit
	* @param {string} code an id string representing the error
	* @param {string} message human-readable description of the error
	*/
	constructor(exitCode, code, message) {
		super(message);
		Error.captureStackTrace(this, this.constructor);
		this.name = this.constructor.name;
		this.code = code;
		this.exitCode = exitCode;
		this.nestedError = void 0;
	}
};
/**
* InvalidArgumentError class
*/
var InvalidArgumentError = class extends CommanderError {
	/**
	* Constructs the InvalidArgumentError class
	* @param {string} [message] explanation of why argument is invalid
	*/
	constructor(message) {
		super(1, "commander.invalidArgument", message);
		Error.captureStackTrace(this, this.constructor);
		this.name = this.constructor.name;
	}
};

// node_modules/commander/lib/argument.js
var Argument = class {
	/**
	* Initialize a new command argument with the given name and description.
	* The default is that the argument is required, and you can explicitly
	* indicate this with <> around the name. Put [] around the name for an optional argument.
	*
	* @param {string} name
	* @param {string} [description]
	*/
	constructor(name, description) {
		this.description = description || "";
		this.variadic = false;
		this.parseArg = void 0;
		this.defaultValue = void 0;
		this.defaultValueDescription = void 0;
		this.argChoices = void 0;
		switch (name[0]) {
			case "<":
				this.required = true;
				this._name = name.slice(1, -1);
				break;
			case "[":
				this.required = false;
				this._name = name.slice(1, -1);
				break;
			default:
				this.required = true;
				this._name = name;
		}
		if (this._name.endsWith("...")) {
			this.variadic = true;
			this._name = this._name.slice(0, -3);
		}
	}
	/**
	* Return argument name.
	*
	* @return {string}
	*/
	name() {
		return this._name;
	}
	/**
	* @package
	*/
	_collectValue(value, previous) {
		if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
		previous.push(value);
		return previous;
	}
	/**
	* Set the default value, and optionally supply the description to be displayed in the help.
	*
	* @param {*} value
	* @param {string} [description]
	* @return {Argument}
	*/
	default(value, description) {
		this.defaultValue = value;
		this.defaultValueDescription = description;
		return this;
	}
	/**
	* Set the custom handler for processing CLI command arguments into argument values.
	*
	* @param {Function} [fn]
	* @return {Argument}
	*/
	argParser(fn) {
		this.parseArg = fn;
		return this;
	}
	/**
	* Only allow argument value to be one of choices.
	*
	* @param {string[]} values
	* @return {Argument}
	*/
	choices(values) {
		this.argChoices = values.slice();
		this.parseArg = (arg, previous) => {
			if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
			if (this.variadic) return this._collectValue(arg, previous);
			return arg;
		};
		return this;
	}
	/**
	* Make argument required.
	*
	* @returns {Argument}
	*/
	argRequired() {
		this.required = true;
		return this;
	}
	/**
	* Make argument optional.
	*
	* @returns {Argument}
	*/
	argOptional() {
		this.required = false;
		return this;
	}
};
/**
* Takes an argument and returns its human readable equivalent for help usage.
*
* @param {Argument} arg
* @return {string}
* @private
*/
function humanReadableArgName(arg) {
	const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
	return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
}

// node_modules/commander/lib/help.js
/**
* TypeScript import types for JSDoc, used by Visual Studio Code IntelliSense and `npm run typescript-checkJS`
* https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html#import-types
* @typedef { import("./argument.js").Argument } Argument
* @typedef { import("./command.js").Command } Command
* @typedef { import("./option.js").Option } Option
*/
var Help = class {
	constructor() {
		this.helpWidth = void 0;
		this.minWidthToWrap = 40;
		this.sortSubcommands = false;
		this.sortOptions = false;
		this.showGlobalOptions = false;
	}
	/**
	* prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
	* and just before calling `formatHelp()`.
	*
	* Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
	*
	* @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
	*/
	prepareContext(contextOptions) {
		this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
	}
	/**
	* Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
	*
	* @param {Command} cmd
	* @returns {Command[]}
	*/
	visibleCommands(cmd) {
		const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
		const helpCommand = cmd._getHelpCommand();
		if (helpCommand && !helpCommand._hidden) visibleCommands.push(helpCommand);
		if (this.sortSubcommands) visibleCommands.sort((a, b) => {
			return a.name().localeCompare(b.name());
		});
		return visibleCommands;
	}
	/**
	* Compare options for sort.
	*
	* @param {Option} a
	* @param {Option} b
	* @returns {number}
	*/
	compareOptions(a, b) {
		const getSortKey = (option) => {
			return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
		};
		return getSortKey(a).localeCompare(getSortKey(b));
	}
	/**
	* Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
	*
	* @param {Command} cmd
	* @returns {Option[]}
	*/
	visibleOptions(cmd) {
		const visibleOptions = cmd.options.filter((option) => !option.hidden);
		const helpOption = cmd._getHelpOption();
		if (helpOption && !helpOption.hidden) {
			const removeShort = helpOption.short && cmd._findOption(helpOption.short);
			const removeLong = helpOption.long && cmd._findOption(helpOption.long);
			if (!removeShort && !removeLong) visibleOptions.push(helpOption);
			else if (helpOption.long && !removeLong) visibleOptions.push(cmd.createOption(helpOption.long, helpOption.description).helpGroup(helpOption.helpGroupHeading));
			else if (helpOption.short && !removeShort) visibleOptions.push(cmd.createOption(helpOption.short, helpOption.description).helpGroup(helpOption.helpGroupHeading));
		}
		if (this.sortOptions) visibleOptions.sort(this.compareOptions);
		return visibleOptions;
	}
	/**
	* Get an array of the visible global options. (Not including help.)
	*
	* @param {Command} cmd
	* @returns {Option[]}
	*/
	visibleGlobalOptions(cmd) {
		if (!this.showGlobalOptions) return [];
		const globalOptions = [];
		for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
			const visibleOptions = ancestorCmd.options.filter((option) => !option.hidden);
			globalOptions.push(...visibleOptions);
		}
		if (this.sortOptions) globalOptions.sort(this.compareOptions);
		return globalOptions;
	}
	/**
	* Get an array of the arguments if any have a description.
	*
	* @param {Command} cmd
	* @returns {Argument[]}
	*/
	visibleArguments(cmd) {
		if (cmd._argsDescription) cmd.registeredArguments.forEach((argument) => {
			argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
		});
		if (cmd.registeredArguments.find((argument) => argument.description)) return cmd.registeredArguments;
		return [];
	}
	/**
	* Get the command term to show in the list of subcommands.
	*
	* @param {Command} cmd
	* @returns {string}
	*/
	subcommandTerm(cmd) {
		const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
		return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + (args ? " " + args : "");
	}
	/**
	* Get the option term to show in the list of options.
	*
	* @param {Option} option
	* @returns {string}
	*/
	optionTerm(option) {
		return option.flags;
	}
	/**
	* Get the argument term to show in the list of arguments.
	*
	* @param {Argument} argument
	* @returns {string}
	*/
	argumentTerm(argument) {
		return argument.name();
	}
	/**
	* Get the longest command term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	longestSubcommandTermLength(cmd, helper) {
		return helper.visibleCommands(cmd).reduce((max, command) => {
			return Math.max(max, this.displayWidth(helper.styleSubcommandTerm(helper.subcommandTerm(command))));
		}, 0);
	}
	/**
	* Get the longest option term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	longestOptionTermLength(cmd, helper) {
		return helper.visibleOptions(cmd).reduce((max, option) => {
			return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
		}, 0);
	}
	/**
	* Get the longest global option term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	longestGlobalOptionTermLength(cmd, helper) {
		return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
			return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
		}, 0);
	}
	/**
	* Get the longest argument term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	longestArgumentTermLength(cmd, helper) {
		return helper.visibleArguments(cmd).reduce((max, argument) => {
			return Math.max(max, this.displayWidth(helper.styleArgumentTerm(helper.argumentTerm(argument))));
		}, 0);
	}
	/**
	* Get the command usage to be displayed at the top of the built-in help.
	*
	* @param {Command} cmd
	* @returns {string}
	*/
	commandUsage(cmd) {
		let cmdName = cmd._name;
		if (cmd._aliases[0]) cmdName = cmdName + "|" + cmd._aliases[0];
		let ancestorCmdNames = "";
		for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
		return ancestorCmdNames + cmdName + " " + cmd.usage();
	}
	/**
	* Get the description for the command.
	*
	* @param {Command} cmd
	* @returns {string}
	*/
	commandDescription(cmd) {
		return cmd.description();
	}
	/**
	* Get the subcommand summary to show in the list of subcommands.
	* (Fallback to description for backwards compatibility.)
	*
	* @param {Command} cmd
	* @returns {string}
	*/
	subcommandDescription(cmd) {
		return cmd.summary() || cmd.description();
	}
	/**
	* Get the option description to show in the list of options.
	*
	* @param {Option} option
	* @return {string}
	*/
	optionDescription(option) {
		const extraInfo = [];
		if (option.argChoices) extraInfo.push(`choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
		if (option.defaultValue !== void 0) {
			if (option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean") extraInfo.push(`default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`);
		}
		if (option.presetArg !== void 0 && option.optional) extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
		if (option.envVar !== void 0) extraInfo.push(`env: ${option.envVar}`);
		if (extraInfo.length > 0) {
			const extraDescription = `(${extraInfo.join(", ")})`;
			if (option.description) return `${option.description} ${extraDescription}`;
			return extraDescription;
		}
		return option.description;
	}
	/**
	* Get the argument description to show in the list of arguments.
	*
	* @param {Argument} argument
	* @return {string}
	*/
	argumentDescription(argument) {
		const extraInfo = [];
		if (argument.argChoices) extraInfo.push(`choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
		if (argument.defaultValue !== void 0) extraInfo.push(`default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`);
		if (extraInfo.length > 0) {
			const extraDescription = `(${extraInfo.join(", ")})`;
			if (argument.description) return `${argument.description} ${extraDescription}`;
			return extraDescription;
		}
		return argument.description;
	}
	/**
	* Format a list of items, given a heading and an array of formatted items.
	*
	* @param {string} heading
	* @param {string[]} items
	* @param {Help} helper
	* @returns string[]
	*/
	formatItemList(heading, items, helper) {
		if (items.length === 0) return [];
		return [
			helper.styleTitle(heading),
			...items,
			""
		];
	}
	/**
	* Group items by their help group heading.
	*
	* @param {Command[] | Option[]} unsortedItems
	* @param {Command[] | Option[]} visibleItems
	* @param {Function} getGroup
	* @returns {Map<string, Command[] | Option[]>}
	*/
	groupItems(unsortedItems, visibleItems, getGroup) {
		const result = /* @__PURE__ */ new Map();
		unsortedItems.forEach((item) => {
			const group = getGroup(item);
			if (!result.has(group)) result.set(group, []);
		});
		visibleItems.forEach((item) => {
			const group = getGroup(item);
			if (!result.has(group)) result.set(group, []);
			result.get(group).push(item);
		});
		return result;
	}
	/**
	* Generate the built-in help text.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {string}
	*/
	formatHelp(cmd, helper) {
		const termWidth = helper.padWidth(cmd, helper);
		const helpWidth = helper.helpWidth ?? 80;
		function callFormatItem(term, description) {
			return helper.formatItem(term, termWidth, description, helper);
		}
		let output = [`${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`, ""];
		const commandDescription = helper.commandDescription(cmd);
		if (commandDescription.length > 0) output = output.concat([helper.boxWrap(helper.styleCommandDescription(commandDescription), helpWidth), ""]);
		const argumentList = helper.visibleArguments(cmd).map((argument) => {
			return callFormatItem(helper.styleArgumentTerm(helper.argumentTerm(argument)), helper.styleArgumentDescription(helper.argumentDescription(argument)));
		});
		output = output.concat(this.formatItemList("Arguments:", argumentList, helper));
		this.groupItems(cmd.options, helper.visibleOptions(cmd), (option) => option.helpGroupHeading ?? "Options:").forEach((options, group) => {
			const optionList = options.map((option) => {
				return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
			});
			output = output.concat(this.formatItemList(group, optionList, helper));
		});
		if (helper.showGlobalOptions) {
			const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
				return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
			});
			output = output.concat(this.formatItemList("Global Options:", globalOptionList, helper));
		}
		this.groupItems(cmd.commands, helper.visibleCommands(cmd), (sub) => sub.helpGroup() || "Commands:").forEach((commands, group) => {
			const commandList = commands.map((sub) => {
				return callFormatItem(helper.styleSubcommandTerm(helper.subcommandTerm(sub)), helper.styleSubcommandDescription(helper.subcommandDescription(sub)));
			});
			output = output.concat(this.formatItemList(group, commandList, helper));
		});
		return output.join("\n");
	}
	/**
	* Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
	*
	* @param {string} str
	* @returns {number}
	*/
	displayWidth(str) {
		return stripVTControlCharacters(str).length;
	}
	/**
	* Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
	*
	* @param {string} str
	* @returns {string}
	*/
	styleTitle(str) {
		return str;
	}
	styleUsage(str) {
		return str.split(" ").map((word) => {
			if (word === "[options]") return this.styleOptionText(word);
			if (word === "[command]") return this.styleSubcommandText(word);
			if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
			return this.styleCommandText(word);
		}).join(" ");
	}
	styleCommandDescription(str) {
		return this.styleDescriptionText(str);
	}
	styleOptionDescription(str) {
		return this.styleDescriptionText(str);
	}
	styleSubcommandDescription(str) {
		return this.styleDescriptionText(str);
	}
	styleArgumentDescription(str) {
		return this.styleDescriptionText(str);
	}
	styleDescriptionText(str) {
		return str;
	}
	styleOptionTerm(str) {
		return this.styleOptionText(str);
	}
	styleSubcommandTerm(str) {
		return str.split(" ").map((word) => {
			if (word === "[options]") return this.styleOptionText(word);
			if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
			return this.styleSubcommandText(word);
		}).join(" ");
	}
	styleArgumentTerm(str) {
		return this.styleArgumentText(str);
	}
	styleOptionText(str) {
		return str;
	}
	styleArgumentText(str) {
		return str;
	}
	styleSubcommandText(str) {
		return str;
	}
	styleCommandText(str) {
		return str;
	}
	/**
	* Calculate the pad width from the maximum term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	padWidth(cmd, helper) {
		return Math.max(helper.longestOptionTermLength(cmd, helper), helper.longestGlobalOptionTermLength(cmd, helper), helper.longestSubcommandTermLength(cmd, helper), helper.longestArgumentTermLength(cmd, helper));
	}
	/**
	* Detect manually wrapped and indented strings by checking for line break followed by whitespace.
	*
	* @param {string} str
	* @returns {boolean}
	*/
	preformatted(str) {
		return /\n[^\S\r\n]/.test(str);
	}
	/**
	* Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
	*
	* So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
	*   TTT  DDD DDDD
	*        DD DDD
	*
	* @param {string} term
	* @param {number} termWidth
	* @param {string} description
	* @param {Help} helper
	* @returns {string}
	*/
	formatItem(term, termWidth, description, helper) {
		const itemIndent = 2;
		const itemIndentStr = " ".repeat(itemIndent);
		if (!description) return itemIndentStr + term;
		const paddedTerm = term.padEnd(termWidth + term.length - helper.displayWidth(term));
		const spacerWidth = 2;
		const remainingWidth = (this.helpWidth ?? 80) - termWidth - spacerWidth - itemIndent;
		let formattedDescription;
		if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) formattedDescription = description;
		else formattedDescription = helper.boxWrap(description, remainingWidth).replace(/\n/g, "\n" + " ".repeat(termWidth + spacerWidth));
		return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `\n${itemIndentStr}`);
	}
	/**
	* Wrap a string at whitespace, preserving existing line breaks.
	* Wrapping is skipped if the width is less than `minWidthToWrap`.
	*
	* @param {string} str
	* @param {number} width
	* @returns {string}
	*/
	boxWrap(str, width) {
		if (width < this.minWidthToWrap) return str;
		const rawLines = str.split(/\r\n|\n/);
		const chunkPattern = /[\s]*[^\s]+/g;
		const wrappedLines = [];
		rawLines.forEach((line) => {
			const chunks = line.match(chunkPattern);
			if (chunks === null) {
				wrappedLines.push("");
				return;
			}
			let sumChunks = [chunks.shift()];
			let sumWidth = this.displayWidth(sumChunks[0]);
			chunks.forEach((chunk) => {
				const visibleWidth = this.displayWidth(chunk);
				if (sumWidth + visibleWidth <= width) {
					sumChunks.push(chunk);
					sumWidth += visibleWidth;
					return;
				}
				wrappedLines.push(sumChunks.join(""));
				const nextChunk = chunk.trimStart();
				sumChunks = [nextChunk];
				sumWidth = this.displayWidth(nextChunk);
			});
			wrappedLines.push(sumChunks.join(""));
		});
		return wrappedLines.join("\n");
	}
};

// node_modules/commander/lib/option.js
var Option = class {
	/**
	* Initialize a new `Option` with the given `flags` and `description`.
	*
	* @param {string} flags
	* @param {string} [description]
	*/
	constructor(flags, description) {
		this.flags = flags;
		this.description = description || "";
		this.required = flags.includes("<");
		this.optional = flags.includes("[");
		this.variadic = /\p{ID_Continue}\.\.\.[>\]]$/u.test(flags);
		this.mandatory = false;
		const optionFlags = splitOptionFlags(flags);
		this.short = optionFlags.shortFlag;
		this.long = optionFlags.longFlag;
		this.negate = false;
		if (this.long) this.negate = this.long.startsWith("--no-");
		this.defaultValue = void 0;
		this.defaultValueDescription = void 0;
		this.presetArg = void 0;
		this.envVar = void 0;
		this.parseArg = void 0;
		this.hidden = false;
		this.argChoices = void 0;
		this.conflictsWith = [];
		this.implied = void 0;
		this.helpGroupHeading = void 0;
	}
	/**
	* Set the default value, and optionally supply the description to be displayed in the help.
	*
	* @param {*} value
	* @param {string} [description]
	* @return {Option}
	*/
	default(value, description) {
		this.defaultValue = value;
		this.defaultValueDescription = description;
		return this;
	}
	/**
	* Preset to use when option used without option-argument, especially optional but also boolean and negated.
	* The custom processing (parseArg) is called.
	*
	* @example
	* new Option('--color').default('GREYSCALE').preset('RGB');
	* new Option('--donate [amount]').preset('20').argParser(parseFloat);
	*
	* @param {*} arg
	* @return {Option}
	*/
	preset(arg) {
		this.presetArg = arg;
		return this;
	}
	/**
	* Add option name(s) that conflict with this option.
	* An error will be displayed if conflicting options are found during parsing.
	*
	* @example
	* new Option('--rgb').conflicts('cmyk');
	* new Option('--js').conflicts(['ts', 'jsx']);
	*
	* @param {(string | string[])} names
	* @return {Option}
	*/
	conflicts(names) {
		this.conflictsWith = this.conflictsWith.concat(names);
		return this;
	}
	/**
	* Specify implied option values for when this option is set and the implied options are not.
	*
	* The custom processing (parseArg) is not called on the implied values.
	*
	* @example
	* program
	*   .addOption(new Option('--log', 'write logging information to file'))
	*   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
	*
	* @param {object} impliedOptionValues
	* @return {Option}
	*/
	implies(impliedOptionValues) {
		let newImplied = impliedOptionValues;
		if (typeof impliedOptionValues === "string") newImplied = { [impliedOptionValues]: true };
		this.implied = Object.assign(this.implied || {}, newImplied);
		return this;
	}
	/**
	* Set environment variable to check for option value.
	*
	* An environment variable is only used if when processed the current option value is
	* undefined, or the source of the current value is 'default' or 'config' or 'env'.
	*
	* @param {string} name
	* @return {Option}
	*/
	env(name) {
		this.envVar = name;
		return this;
	}
	/**
	* Set the custom handler for processing CLI option arguments into option values.
	*
	* @param {Function} [fn]
	* @return {Option}
	*/
	argParser(fn) {
		this.parseArg = fn;
		return this;
	}
	/**
	* Whether the option is mandatory and must have a value after parsing.
	*
	* @param {boolean} [mandatory=true]
	* @return {Option}
	*/
	makeOptionMandatory(mandatory = true) {
		this.mandatory = !!mandatory;
		return this;
	}
	/**
	* Hide option in help.
	*
	* @param {boolean} [hide=true]
	* @return {Option}
	*/
	hideHelp(hide = true) {
		this.hidden = !!hide;
		return this;
	}
	/**
	* @package
	*/
	_collectValue(value, previous) {
		if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
		previous.push(value);
		return previous;
	}
	/**
	* Only allow option value to be one of choices.
	*
	* @param {string[]} values
	* @return {Option}
	*/
	choices(values) {
		this.argChoices = values.slice();
		this.parseArg = (arg, previous) => {
			if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
			if (this.variadic) return this._collectValue(arg, previous);
			return arg;
		};
		return this;
	}
	/**
	* Return option name.
	*
	* @return {string}
	*/
	name() {
		if (this.long) return this.long.replace(/^--/, "");
		return this.short.replace(/^-/, "");
	}
	/**
	* Return option name, in a camelcase format that can be used
	* as an object attribute key.
	*
	* @return {string}
	*/
	attributeName() {
		if (this.negate) return camelcase(this.name().replace(/^no-/, ""));
		return camelcase(this.name());
	}
	/**
	* Set the help group heading.
	*
	* @param {string} heading
	* @return {Option}
	*/
	helpGroup(heading) {
		this.helpGroupHeading = heading;
		return this;
	}
	/**
	* Check if `arg` matches the short or long flag.
	*
	* @param {string} arg
	* @return {boolean}
	* @package
	*/
	is(arg) {
		return this.short === arg || this.long === arg;
	}
	/**
	* Return whether a boolean option.
	*
	* Options are one of boolean, negated, required argument, or optional argument.
	*
	* @return {boolean}
	* @package
	*/
	isBoolean() {
		return !this.required && !this.optional && !this.negate;
	}
};
/**
* This class is to make it easier to work with dual options, without changing the existing
* implementation. We support separate dual options for separate positive and negative options,
* like `--build` and `--no-build`, which share a single option value. This works nicely for some
* use cases, but is tricky for others where we want separate behaviours despite
* the single shared option value.
*/
var DualOptions = class {
	/**
	* @param {Option[]} options
	*/
	constructor(options) {
		this.positiveOptions = /* @__PURE__ */ new Map();
		this.negativeOptions = /* @__PURE__ */ new Map();
		this.dualOptions = /* @__PURE__ */ new Set();
		options.forEach((option) => {
			if (option.negate) this.negativeOptions.set(option.attributeName(), option);
			else this.positiveOptions.set(option.attributeName(), option);
		});
		this.negativeOptions.forEach((value, key) => {
			if (this.positiveOptions.has(key)) this.dualOptions.add(key);
		});
	}
	/**
	* Did the value come from the option, and not from possible matching dual option?
	*
	* @param {*} value
	* @param {Option} option
	* @returns {boolean}
	*/
	valueFromOption(value, option) {
		const optionKey = option.attributeName();
		if (!this.dualOptions.has(optionKey)) return true;
		const preset = this.negativeOptions.get(optionKey).presetArg;
		const negativeValue = preset !== void 0 ? preset : false;
		return option.negate === (negativeValue === value);
	}
};
/**
* Convert string from kebab-case to camelCase.
*
* @param {string} str
* @return {string}
* @private
*/
function camelcase(str) {
	return str.split("-").reduce((str, word) => {
		return str + word[0].toUpperCase() + word.slice(1);
	});
}
/**
* Split the short and long flag out of something like '-m,--mixed <value>'
*
* @private
*/
function splitOptionFlags(flags) {
	let shortFlag;
	let longFlag;
	const shortFlagExp = /^-[^-]$/;
	const longFlagExp = /^--[^-]/;
	const flagParts = flags.split(/[ |,]+/).concat("guard");
	if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
	if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
	if (!shortFlag && shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
	if (!shortFlag && longFlagExp.test(flagParts[0])) {
		shortFlag = longFlag;
		longFlag = flagParts.shift();
	}
	if (flagParts[0].startsWith("-")) {
		const unsupportedFlag = flagParts[0];
		const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
		if (/^-[^-][^-]/.test(unsupportedFlag)) throw new Error(`${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`);
		if (shortFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many short flags`);
		if (longFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many long flags`);
		throw new Error(`${baseError}
- unrecognised flag format`);
	}
	if (shortFlag === void 0 && longFlag === void 0) throw new Error(`option creation failed due to no flags found in '${flags}'.`);
	return {
		shortFlag,
		longFlag
	};
}

// node_modules/commander/lib/suggestSimilar.js
const maxDistance = 3;
function editDistance(a, b) {
	if (Math.abs(a.length - b.length) > maxDistance) return Math.max(a.length, b.length);
	const d = [];
	for (let i = 0; i <= a.length; i++) d[i] = [i];
	for (let j = 0; j <= b.length; j++) d[0][j] = j;
	for (let j = 1; j <= b.length; j++) for (let i = 1; i <= a.length; i++) {
		let cost;
		if (a[i - 1] === b[j - 1]) cost = 0;
		else cost = 1;
		d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
		if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
	}
	return d[a.length][b.length];
}
/**
* Find close matches, restricted to same number of edits.
*
* @param {string} word
* @param {string[]} candidates
* @returns {string}
*/
function suggestSimilar(word, candidates) {
	if (!candidates || candidates.length === 0) return "";
	candidates = Array.from(new Set(candidates));
	const searchingOptions = word.startsWith("--");
	if (searchingOptions) {
		word = word.slice(2);
		candidates = candidates.map((candidate) => candidate.slice(2));
	}
	let similar = [];
	let bestDistance = maxDistance;
	const minSimilarity = .4;
	candidates.forEach((candidate) => {
		if (candidate.length <= 1) return;
		const distance = editDistance(word, candidate);
		const length = Math.max(word.length, candidate.length);
		if ((length - distance) / length > minSimilarity) {
			if (distance < bestDistance) {
				bestDistance = distance;
				similar = [candidate];
			} else if (distance === bestDistance) similar.push(candidate);
		}
	});
	similar.sort((a, b) => a.localeCompare(b));
	if (searchingOptions) similar = similar.map((candidate) => `--${candidate}`);
	if (similar.length > 1) return `\n(Did you mean one of ${similar.join(", ")}?)`;
	if (similar.length === 1) return `\n(Did you mean ${similar[0]}?)`;
	return "";
}

// node_modules/commander/lib/command.js
var Command = class Command extends EventEmitter {
	/**
	* Initialize a new `Command`.
	*
	* @param {string} [name]
	*/
	constructor(name) {
		super();
		/** @type {Command[]} */
		this.commands = [];
		/** @type {Option[]} */
		this.options = [];
		this.parent = null;
		this._allowUnknownOption = false;
		this._allowExcessArguments = false;
		/** @type {Argument[]} */
		this.registeredArguments = [];
		this._args = this.registeredArguments;
		/** @type {string[]} */
		this.args = [];
		this.rawArgs = [];
		this.processedArgs = [];
		this._scriptPath = null;
		this._name = name || "";
		this._optionValues = {};
		this._optionValueSources = {};
		this._storeOptionsAsProperties = false;
		this._actionHandler = null;
		this._executableHandler = false;
		this._executableFile = null;
		this._executableDir = null;
		this._defaultCommandName = null;
		this._exitCallback = null;
		this._aliases = [];
		this._combineFlagAndOptionalValue = true;
		this._description = "";
		this._summary = "";
		this._argsDescription = void 0;
		this._enablePositionalOptions = false;
		this._passThroughOptions = false;
		this._lifeCycleHooks = {};
		/** @type {(boolean | string)} */
		this._showHelpAfterError = false;
		this._showSuggestionAfterError = true;
		this._savedState = null;
		this._outputConfiguration = {
			writeOut: (str) => process$1.stdout.write(str),
			writeErr: (str) => process$1.stderr.write(str),
			outputError: (str, write) => write(str),
			getOutHelpWidth: () => process$1.stdout.isTTY ? process$1.stdout.columns : void 0,
			getErrHelpWidth: () => process$1.stderr.isTTY ? process$1.stderr.columns : void 0,
			getOutHasColors: () => useColor() ?? (process$1.stdout.isTTY && process$1.stdout.hasColors?.()),
			getErrHasColors: () => useColor() ?? (process$1.stderr.isTTY && process$1.stderr.hasColors?.()),
			stripColor: (str) => stripVTControlCharacters(str)
		};
		this._hidden = false;
		/** @type {(Option | null | undefined)} */
		this._helpOption = void 0;
		this._addImplicitHelpCommand = void 0;
		/** @type {Command} */
		this._helpCommand = void 0;
		this._helpConfiguration = {};
		/** @type {string | undefined} */
		this._helpGroupHeading = void 0;
		/** @type {string | undefined} */
		this._defaultCommandGroup = void 0;
		/** @type {string | undefined} */
		this._defaultOptionGroup = void 0;
	}
	/**
	* Copy settings that are useful to have in common across root command and subcommands.
	*
	* (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
	*
	* @param {Command} sourceCommand
	* @return {Command} `this` command for chaining
	*/
	copyInheritedSettings(sourceCommand) {
		this._outputConfiguration = sourceCommand._outputConfiguration;
		this._helpOption = sourceCommand._helpOption;
		this._helpCommand = sourceCommand._helpCommand;
		this._helpConfiguration = sourceCommand._helpConfiguration;
		this._exitCallback = sourceCommand._exitCallback;
		this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
		this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
		this._allowExcessArguments = sourceCommand._allowExcessArguments;
		this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
		this._showHelpAfterError = sourceCommand._showHelpAfterError;
		this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
		return this;
	}
	/**
	* @returns {Command[]}
	* @private
	*/
	_getCommandAndAncestors() {
		const result = [];
		for (let command = this; command; command = command.parent) result.push(command);
		return result;
	}
	/**
	* Define a command.
	*
	* There are two styles of command: pay attention to where to put the description.
	*
	* @example
	* // Command implemented using action handler (description is supplied separately to `.command`)
	* program
	*   .command('clone <source> [destination]')
	*   .description('clone a repository into a newly created directory')
	*   .action((source, destination) => {
	*     console.log('clone command called');
	*   });
	*
	* // Command implemented using separate executable file (description is second parameter to `.command`)
	* program
	*   .command('start <service>', 'start named service')
	*   .command('stop [service]', 'stop named service, or all if no name supplied');
	*
	* @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
	* @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
	* @param {object} [execOpts] - configuration options (for executable)
	* @return {Command} returns new command for action handler, or `this` for executable command
	*/
	command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
		let desc = actionOptsOrExecDesc;
		let opts = execOpts;
		if (typeof desc === "object" && desc !== null) {
			opts = desc;
			desc = null;
		}
		opts = opts || {};
		const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
		const cmd = this.createCommand(name);
		if (desc) {
			cmd.description(desc);
			cmd._executableHandler = true;
		}
		if (opts.isDefault) this._defaultCommandName = cmd._name;
		cmd._hidden = !!(opts.noHelp || opts.hidden);
		cmd._executableFile = opts.executableFile || null;
		if (args) cmd.arguments(args);
		this._registerCommand(cmd);
		cmd.parent = this;
		cmd.copyInheritedSettings(this);
		if (desc) return this;
		return cmd;
	}
	/**
	* Factory routine to create a new unattached command.
	*
	* See .command() for creating an attached subcommand, which uses this routine to
	* create the command. You can override createCommand to customise subcommands.
	*
	* @param {string} [name]
	* @return {Command} new command
	*/
	createCommand(name) {
		return new Command(name);
	}
	/**
	* You can customise the help with a subclass of Help by overriding createHelp,
	* or by overriding Help properties using configureHelp().
	*
	* @return {Help}
	*/
	createHelp() {
		return Object.assign(new Help(), this.configureHelp());
	}
	/**
	* You can customise the help by overriding Help properties using configureHelp(),
	* or with a subclass of Help by overriding createHelp().
	*
	* @param {object} [configuration] - configuration options
	* @return {(Command | object)} `this` command for chaining, or stored configuration
	*/
	configureHelp(configuration) {
		if (configuration === void 0) return this._helpConfiguration;
		this._helpConfiguration = configuration;
		return this;
	}
	/**
	* The default output goes to stdout and stderr. You can customise this for special
	* applications. You can also customise the display of errors by overriding outputError.
	*
	* The configuration properties are all functions:
	*
	*     // change how output being written, defaults to stdout and stderr
	*     writeOut(str)
	*     writeErr(str)
	*     // change how output being written for errors, defaults to writeErr
	*     outputError(str, write) // used for displaying errors and not used for displaying help
	*     // specify width for wrapping help
	*     getOutHelpWidth()
	*     getErrHelpWidth()
	*     // color support, currently only used with Help
	*     getOutHasColors()
	*     getErrHasColors()
	*     stripColor() // used to remove ANSI escape codes if output does not have colors
	*
	* @param {object} [configuration] - configuration options
	* @return {(Command | object)} `this` command for chaining, or stored configuration
	*/
	configureOutput(configuration) {
		if (configuration === void 0) return this._outputConfiguration;
		this._outputConfiguration = {
			...this._outputConfiguration,
			...configuration
		};
		return this;
	}
	/**
	* Display the help or a custom message after an error occurs.
	*
	* @param {(boolean|string)} [displayHelp]
	* @return {Command} `this` command for chaining
	*/
	showHelpAfterError(displayHelp = true) {
		if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
		this._showHelpAfterError = displayHelp;
		return this;
	}
	/**
	* Display suggestion of similar commands for unknown commands, or options for unknown options.
	*
	* @param {boolean} [displaySuggestion]
	* @return {Command} `this` command for chaining
	*/
	showSuggestionAfterError(displaySuggestion = true) {
		this._showSuggestionAfterError = !!displaySuggestion;
		return this;
	}
	/**
	* Add a prepared subcommand.
	*
	* See .command() for creating an attached subcommand which inherits settings from its parent.
	*
	* @param {Command} cmd - new subcommand
	* @param {object} [opts] - configuration options
	* @return {Command} `this` command for chaining
	*/
	addCommand(cmd, opts) {
		if (!cmd._name) throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
		opts = opts || {};
		if (opts.isDefault) this._defaultCommandName = cmd._name;
		if (opts.noHelp || opts.hidden) cmd._hidden = true;
		this._registerCommand(cmd);
		cmd.parent = this;
		cmd._checkForBrokenPassThrough();
		return this;
	}
	/**
	* Factory routine to create a new unattached argument.
	*
	* See .argument() for creating an attached argument, which uses this routine to
	* create the argument. You can override createArgument to return a custom argument.
	*
	* @param {string} name
	* @param {string} [description]
	* @return {Argument} new argument
	*/
	createArgument(name, description) {
		return new Argument(name, description);
	}
	/**
	* Define argument syntax for command.
	*
	* The default is that the argument is required, and you can explicitly
	* indicate this with <> around the name. Put [] around the name for an optional argument.
	*
	* @example
	* program.argument('<input-file>');
	* program.argument('[output-file]');
	*
	* @param {string} name
	* @param {string} [description]
	* @param {(Function|*)} [parseArg] - custom argument processing function or default value
	* @param {*} [defaultValue]
	* @return {Command} `this` command for chaining
	*/
	argument(name, description, parseArg, defaultValue) {
		const argument = this.createArgument(name, description);
		if (typeof parseArg === "function") argument.default(defaultValue).argParser(parseArg);
		else argument.default(parseArg);
		this.addArgument(argument);
		return this;
	}
	/**
	* Define argument syntax for command, adding multiple at once (without descriptions).
	*
	* See also .argument().
	*
	* @example
	* program.arguments('<cmd> [env]');
	*
	* @param {string} names
	* @return {Command} `this` command for chaining
	*/
	arguments(names) {
		names.trim().split(/ +/).forEach((detail) => {
			this.argument(detail);
		});
		return this;
	}
	/**
	* Define argument syntax for command, adding a prepared argument.
	*
	* @param {Argument} argument
	* @return {Command} `this` command for chaining
	*/
	addArgument(argument) {
		const previousArgument = this.registeredArguments.slice(-1)[0];
		if (previousArgument?.variadic) throw new Error(`only the last argument can be variadic '${previousArgument.name()}'`);
		if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) throw new Error(`a default value for a required argument is never used: '${argument.name()}'`);
		this.registeredArguments.push(argument);
		return this;
	}
	/**
	* Customise or override default help command. By default a help command is automatically added if your command has subcommands.
	*
	* @example
	*    program.helpCommand('help [cmd]');
	*    program.helpCommand('help [cmd]', 'show help');
	*    program.helpCommand(false); // suppress default help command
	*    program.helpCommand(true); // add help command even if no subcommands
	*
	* @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
	* @param {string} [description] - custom description
	* @return {Command} `this` command for chaining
	*/
	helpCommand(enableOrNameAndArgs, description) {
		if (typeof enableOrNameAndArgs === "boolean") {
			this._addImplicitHelpCommand = enableOrNameAndArgs;
			if (enableOrNameAndArgs && this._defaultCommandGroup) this._initCommandGroup(this._getHelpCommand());
			return this;
		}
		const [, helpName, helpArgs] = (enableOrNameAndArgs ?? "help [command]").match(/([^ ]+) *(.*)/);
		const helpDescription = description ?? "display help for command";
		const helpCommand = this.createCommand(helpName);
		helpCommand.helpOption(false);
		if (helpArgs) helpCommand.arguments(helpArgs);
		if (helpDescription) helpCommand.description(helpDescription);
		this._addImplicitHelpCommand = true;
		this._helpCommand = helpCommand;
		if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
		return this;
	}
	/**
	* Add prepared custom help command.
	*
	* @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
	* @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
	* @return {Command} `this` command for chaining
	*/
	addHelpCommand(helpCommand, deprecatedDescription) {
		if (typeof helpCommand !== "object") {
			this.helpCommand(helpCommand, deprecatedDescription);
			return this;
		}
		this._addImplicitHelpCommand = true;
		this._helpCommand = helpCommand;
		this._initCommandGroup(helpCommand);
		return this;
	}
	/**
	* Lazy create help command.
	*
	* @return {(Command|null)}
	* @package
	*/
	_getHelpCommand() {
		if (this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"))) {
			if (this._helpCommand === void 0) this.helpCommand(void 0, void 0);
			return this._helpCommand;
		}
		return null;
	}
	/**
	* Add hook for life cycle event.
	*
	* @param {string} event
	* @param {Function} listener
	* @return {Command} `this` command for chaining
	*/
	hook(event, listener) {
		const allowedValues = [
			"preSubcommand",
			"preAction",
			"postAction"
		];
		if (!allowedValues.includes(event)) throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
		if (this._lifeCycleHooks[event]) this._lifeCycleHooks[event].push(listener);
		else this._lifeCycleHooks[event] = [listener];
		return this;
	}
	/**
	* Register callback to use as replacement for calling process.exit.
	*
	* @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
	* @return {Command} `this` command for chaining
	*/
	exitOverride(fn) {
		if (fn) this._exitCallback = fn;
		else this._exitCallback = (err) => {
			if (err.code !== "commander.executeSubCommandAsync") throw err;
		};
		return this;
	}
	/**
	* Call process.exit, and _exitCallback if defined.
	*
	* @param {number} exitCode exit code for using with process.exit
	* @param {string} code an id string representing the error
	* @param {string} message human-readable description of the error
	* @return never
	* @private
	*/
	_exit(exitCode, code, message) {
		if (this._exitCallback) this._exitCallback(new CommanderError(exitCode, code, message));
		process$1.exit(exitCode);
	}
	/**
	* Register callback `fn` for the command.
	*
	* @example
	* program
	*   .command('serve')
	*   .description('start service')
	*   .action(function() {
	*      // do work here
	*   });
	*
	* @param {Function} fn
	* @return {Command} `this` command for chaining
	*/
	action(fn) {
		const listener = (args) => {
			const expectedArgsCount = this.registeredArguments.length;
			const actionArgs = args.slice(0, expectedArgsCount);
			if (this._storeOptionsAsProperties) actionArgs[expectedArgsCount] = this;
			else actionArgs[expectedArgsCount] = this.opts();
			actionArgs.push(this);
			return fn.apply(this, actionArgs);
		};
		this._actionHandler = listener;
		return this;
	}
	/**
	* Factory routine to create a new unattached option.
	*
	* See .option() for creating an attached option, which uses this routine to
	* create the option. You can override createOption to return a custom option.
	*
	* @param {string} flags
	* @param {string} [description]
	* @return {Option} new option
	*/
	createOption(flags, description) {
		return new Option(flags, description);
	}
	/**
	* Wrap parseArgs to catch 'commander.invalidArgument'.
	*
	* @param {(Option | Argument)} target
	* @param {string} value
	* @param {*} previous
	* @param {string} invalidArgumentMessage
	* @private
	*/
	_callParseArg(target, value, previous, invalidArgumentMessage) {
		try {
			return target.parseArg(value, previous);
		} catch (err) {
			if (err.code === "commander.invalidArgument") {
				const message = `${invalidArgumentMessage} ${err.message}`;
				this.error(message, {
					exitCode: err.exitCode,
					code: err.code
				});
			}
			throw err;
		}
	}
	/**
	* Check for option flag conflicts.
	* Register option if no conflicts found, or throw on conflict.
	*
	* @param {Option} option
	* @private
	*/
	_registerOption(option) {
		const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
		if (matchingOption) {
			const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
			throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
		}
		this._initOptionGroup(option);
		this.options.push(option);
	}
	/**
	* Check for command name and alias conflicts with existing commands.
	* Register command if no conflicts found, or throw on conflict.
	*
	* @param {Command} command
	* @private
	*/
	_registerCommand(command) {
		const knownBy = (cmd) => {
			return [cmd.name()].concat(cmd.aliases());
		};
		const alreadyUsed = knownBy(command).find((name) => this._findCommand(name));
		if (alreadyUsed) {
			const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
			const newCmd = knownBy(command).join("|");
			throw new Error(`cannot add command '${newCmd}' as already have command '${existingCmd}'`);
		}
		this._initCommandGroup(command);
		this.commands.push(command);
	}
	/**
	* Add an option.
	*
	* @param {Option} option
	* @return {Command} `this` command for chaining
	*/
	addOption(option) {
		this._registerOption(option);
		const oname = option.name();
		const name = option.attributeName();
		if (option.defaultValue !== void 0) this.setOptionValueWithSource(name, option.defaultValue, "default");
		const handleOptionValue = (val, invalidValueMessage, valueSource) => {
			if (val == null && option.presetArg !== void 0) val = option.presetArg;
			const oldValue = this.getOptionValue(name);
			if (val !== null && option.parseArg) val = this._callParseArg(option, val, oldValue, invalidValueMessage);
			else if (val !== null && option.variadic) val = option._collectValue(val, oldValue);
			if (val == null) {
				if (option.negate) val = false;
				else if (option.isBoolean() || option.optional) val = true;
				else val = "";
			}
			this.setOptionValueWithSource(name, val, valueSource);
		};
		this.on("option:" + oname, (val) => {
			const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
			handleOptionValue(val, invalidValueMessage, "cli");
		});
		if (option.envVar) this.on("optionEnv:" + oname, (val) => {
			const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
			handleOptionValue(val, invalidValueMessage, "env");
		});
		return this;
	}
	/**
	* Internal implementation shared by .option() and .requiredOption()
	*
	* @return {Command} `this` command for chaining
	* @private
	*/
	_optionEx(config, flags, description, fn, defaultValue) {
		if (typeof flags === "object" && flags instanceof Option) throw new Error("To add an Option object use addOption() instead of option() or requiredOption()");
		const option = this.createOption(flags, description);
		option.makeOptionMandatory(!!config.mandatory);
		if (typeof fn === "function") option.default(defaultValue).argParser(fn);
		else if (fn instanceof RegExp) {
			const regex = fn;
			fn = (val, def) => {
				const m = regex.exec(val);
				return m ? m[0] : def;
			};
			option.default(defaultValue).argParser(fn);
		} else option.default(fn);
		return this.addOption(option);
	}
	/**
	* Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
	*
	* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
	* option-argument is indicated by `<>` and an optional option-argument by `[]`.
	*
	* See the README for more details, and see also addOption() and requiredOption().
	*
	* @example
	* program
	*     .option('-p, --pepper', 'add pepper')
	*     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
	*     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
	*     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
	*
	* @param {string} flags
	* @param {string} [description]
	* @param {(Function|*)} [parseArg] - custom option processing function or default value
	* @param {*} [defaultValue]
	* @return {Command} `this` command for chaining
	*/
	option(flags, description, parseArg, defaultValue) {
		return this._optionEx({}, flags, description, parseArg, defaultValue);
	}
	/**
	* Add a required option which must have a value after parsing. This usually means
	* the option must be specified on the command line. (Otherwise the same as .option().)
	*
	* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
	*
	* @param {string} flags
	* @param {string} [description]
	* @param {(Function|*)} [parseArg] - custom option processing function or default value
	* @param {*} [defaultValue]
	* @return {Command} `this` command for chaining
	*/
	requiredOption(flags, description, parseArg, defaultValue) {
		return this._optionEx({ mandatory: true }, flags, description, parseArg, defaultValue);
	}
	/**
	* Alter parsing of short flags with optional values.
	*
	* @example
	* // for `.option('-f,--flag [value]'):
	* program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
	* program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
	*
	* @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
	* @return {Command} `this` command for chaining
	*/
	combineFlagAndOptionalValue(combine = true) {
		this._combineFlagAndOptionalValue = !!combine;
		return this;
	}
	/**
	* Allow unknown options on the command line.
	*
	* @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
	* @return {Command} `this` command for chaining
	*/
	allowUnknownOption(allowUnknown = true) {
		this._allowUnknownOption = !!allowUnknown;
		return this;
	}
	/**
	* Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
	*
	* @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
	* @return {Command} `this` command for chaining
	*/
	allowExcessArguments(allowExcess = true) {
		this._allowExcessArguments = !!allowExcess;
		return this;
	}
	/**
	* Enable positional options. Positional means global options are specified before subcommands which lets
	* subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
	* The default behaviour is non-positional and global options may appear anywhere on the command line.
	*
	* @param {boolean} [positional]
	* @return {Command} `this` command for chaining
	*/
	enablePositionalOptions(positional = true) {
		this._enablePositionalOptions = !!positional;
		return this;
	}
	/**
	* Pass through options that come after command-arguments rather than treat them as command-options,
	* so actual command-options come before command-arguments. Turning this on for a subcommand requires
	* positional options to have been enabled on the program (parent commands).
	* The default behaviour is non-positional and options may appear before or after command-arguments.
	*
	* @param {boolean} [passThrough] for unknown options.
	* @return {Command} `this` command for chaining
	*/
	passThroughOptions(passThrough = true) {
		this._passThroughOptions = !!passThrough;
		this._checkForBrokenPassThrough();
		return this;
	}
	/**
	* @private
	*/
	_checkForBrokenPassThrough() {
		if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) throw new Error(`passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`);
	}
	/**
	* Whether to store option values as properties on command object,
	* or store separately (specify false). In both cases the option values can be accessed using .opts().
	*
	* @param {boolean} [storeAsProperties=true]
	* @return {Command} `this` command for chaining
	*/
	storeOptionsAsProperties(storeAsProperties = true) {
		if (this.options.length) throw new Error("call .storeOptionsAsProperties() before adding options");
		if (Object.keys(this._optionValues).length) throw new Error("call .storeOptionsAsProperties() before setting option values");
		this._storeOptionsAsProperties = !!storeAsProperties;
		return this;
	}
	/**
	* Retrieve option value.
	*
	* @param {string} key
	* @return {object} value
	*/
	getOptionValue(key) {
		if (this._storeOptionsAsProperties) return this[key];
		return this._optionValues[key];
	}
	/**
	* Store option value.
	*
	* @param {string} key
	* @param {object} value
	* @return {Command} `this` command for chaining
	*/
	setOptionValue(key, value) {
		return this.setOptionValueWithSource(key, value, void 0);
	}
	/**
	* Store option value and where the value came from.
	*
	* @param {string} key
	* @param {object} value
	* @param {string} source - expected values are default/config/env/cli/implied
	* @return {Command} `this` command for chaining
	*/
	setOptionValueWithSource(key, value, source) {
		if (this._storeOptionsAsProperties) this[key] = value;
		else this._optionValues[key] = value;
		this._optionValueSources[key] = source;
		return this;
	}
	/**
	* Get source of option value.
	* Expected values are default | config | env | cli | implied
	*
	* @param {string} key
	* @return {string}
	*/
	getOptionValueSource(key) {
		return this._optionValueSources[key];
	}
	/**
	* Get source of option value. See also .optsWithGlobals().
	* Expected values are default | config | env | cli | implied
	*
	* @param {string} key
	* @return {string}
	*/
	getOptionValueSourceWithGlobals(key) {
		let source;
		this._getCommandAndAncestors().forEach((cmd) => {
			if (Object.hasOwn(cmd._optionValueSources, key)) source = cmd.getOptionValueSource(key);
		});
		return source;
	}
	/**
	* Get user arguments from implied or explicit arguments.
	* Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
	*
	* @private
	*/
	_prepareUserArgs(argv, parseOptions) {
		if (argv !== void 0 && !Array.isArray(argv)) throw new Error("first parameter to parse must be array or undefined");
		parseOptions = parseOptions || {};
		if (argv === void 0 && parseOptions.from === void 0) {
			if (process$1.versions?.electron) parseOptions.from = "electron";
			const execArgv = process$1.execArgv ?? [];
			if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) parseOptions.from = "eval";
		}
		if (argv === void 0) argv = process$1.argv;
		this.rawArgs = argv.slice();
		let userArgs;
		switch (parseOptions.from) {
			case void 0:
			case "node":
				this._scriptPath = argv[1];
				userArgs = argv.slice(2);
				break;
			case "electron":
				if (process$1.defaultApp) {
					this._scriptPath = argv[1];
					userArgs = argv.slice(2);
				} else userArgs = argv.slice(1);
				break;
			case "user":
				userArgs = argv.slice(0);
				break;
			case "eval":
				userArgs = argv.slice(1);
				break;
			default: throw new Error(`unexpected parse option { from: '${parseOptions.from}' }`);
		}
		if (!this._name && this._scriptPath) this.nameFromFilename(this._scriptPath);
		this._name = this._name || "program";
		return userArgs;
	}
	/**
	* Parse `argv`, setting options and invoking commands when defined.
	*
	* Use parseAsync instead of parse if any of your action handlers are async.
	*
	* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
	*
	* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
	* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
	* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
	* - `'user'`: just user arguments
	*
	* @example
	* program.parse(); // parse process.argv and auto-detect electron and special node flags
	* program.parse(process.argv); // assume argv[0] is app and argv[1] is script
	* program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
	*
	* @param {string[]} [argv] - optional, defaults to process.argv
	* @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
	* @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
	* @return {Command} `this` command for chaining
	*/
	parse(argv, parseOptions) {
		this._prepareForParse();
		const userArgs = this._prepareUserArgs(argv, parseOptions);
		this._parseCommand([], userArgs);
		return this;
	}
	/**
	* Parse `argv`, setting options and invoking commands when defined.
	*
	* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
	*
	* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
	* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
	* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
	* - `'user'`: just user arguments
	*
	* @example
	* await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
	* await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
	* await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
	*
	* @param {string[]} [argv]
	* @param {object} [parseOptions]
	* @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
	* @return {Promise}
	*/
	async parseAsync(argv, parseOptions) {
		this._prepareForParse();
		const userArgs = this._prepareUserArgs(argv, parseOptions);
		await this._parseCommand([], userArgs);
		return this;
	}
	_prepareForParse() {
		if (this._savedState === null) {
			this.options.filter((option) => option.negate && option.defaultValue === void 0 && this.getOptionValue(option.attributeName()) === void 0).forEach((option) => {
				const positiveLongFlag = option.long.replace(/^--no-/, "--");
				if (!this._findOption(positiveLongFlag)) this.setOptionValueWithSource(option.attributeName(), true, "default");
			});
			this.saveStateBeforeParse();
		} else this.restoreStateBeforeParse();
	}
	/**
	* Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
	* Not usually called directly, but available for subclasses to save their custom state.
	*
	* This is called in a lazy way. Only commands used in parsing chain will have state saved.
	*/
	saveStateBeforeParse() {
		this._savedState = {
			_name: this._name,
			_optionValues: { ...this._optionValues },
			_optionValueSources: { ...this._optionValueSources }
		};
	}
	/**
	* Restore state before parse for calls after the first.
	* Not usually called directly, but available for subclasses to save their custom state.
	*
	* This is called in a lazy way. Only commands used in parsing chain will have state restored.
	*/
	restoreStateBeforeParse() {
		if (this._storeOptionsAsProperties) throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
		this._name = this._savedState._name;
		this._scriptPath = null;
		this.rawArgs = [];
		this._optionValues = { ...this._savedState._optionValues };
		this._optionValueSources = { ...this._savedState._optionValueSources };
		this.args = [];
		this.processedArgs = [];
	}
	/**
	* Throw if expected executable is missing. Add lots of help for author.
	*
	* @param {string} executableFile
	* @param {string} executableDir
	* @param {string} subcommandName
	*/
	_checkForMissingExecutable(executableFile, executableDir, subcommandName) {
		if (fs.existsSync(executableFile)) return;
		const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory"}`;
		throw new Error(executableMissing);
	}
	/**
	* Execute a sub-command executable.
	*
	* @private
	*/
	_executeSubCommand(subcommand, args) {
		args = args.slice();
		const sourceExt = [
			".js",
			".ts",
			".tsx",
			".mjs",
			".cjs"
		];
		function findFile(baseDir, baseName) {
			const localBin = path.resolve(baseDir, baseName);
			if (fs.existsSync(localBin)) return localBin;
			if (sourceExt.includes(path.extname(baseName))) return void 0;
			const foundExt = sourceExt.find((ext) => fs.existsSync(`${localBin}${ext}`));
			if (foundExt) return `${localBin}${foundExt}`;
		}
		this._checkForMissingMandatoryOptions();
		this._checkForConflictingOptions();
		let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
		let executableDir = this._executableDir || "";
		if (this._scriptPath) {
			let resolvedScriptPath;
			try {
				resolvedScriptPath = fs.realpathSync(this._scriptPath);
			} catch {
				resolvedScriptPath = this._scriptPath;
			}
			executableDir = path.resolve(path.dirname(resolvedScriptPath), executableDir);
		}
		if (executableDir) {
			let localFile = findFile(executableDir, executableFile);
			if (!localFile && !subcommand._executableFile && this._scriptPath) {
				const legacyName = path.basename(this._scriptPath, path.extname(this._scriptPath));
				if (legacyName !== this._name) localFile = findFile(executableDir, `${legacyName}-${subcommand._name}`);
			}
			executableFile = localFile || executableFile;
		}
		const launchWithNode = sourceExt.includes(path.extname(executableFile));
		let proc;
		if (process$1.platform !== "win32") {
			if (launchWithNode) {
				args.unshift(executableFile);
				args = incrementNodeInspectorPort(process$1.execArgv).concat(args);
				proc = childProcess.spawn(process$1.argv[0], args, { stdio: "inherit" });
			} else proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
		} else {
			this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
			args.unshift(executableFile);
			args = incrementNodeInspectorPort(process$1.execArgv).concat(args);
			proc = childProcess.spawn(process$1.execPath, args, { stdio: "inherit" });
		}
		if (!proc.killed) [
			"SIGUSR1",
			"SIGUSR2",
			"SIGTERM",
			"SIGINT",
			"SIGHUP"
		].forEach((signal) => {
			process$1.on(signal, () => {
				if (proc.killed === false && proc.exitCode === null) proc.kill(signal);
			});
		});
		const exitCallback = this._exitCallback;
		proc.on("close", (code) => {
			code = code ?? 1;
			if (!exitCallback) process$1.exit(code);
			else exitCallback(new CommanderError(code, "commander.executeSubCommandAsync", "(close)"));
		});
		proc.on("error", (err) => {
			if (err.code === "ENOENT") this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
			else if (err.code === "EACCES") throw new Error(`'${executableFile}' not executable`);
			if (!exitCallback) process$1.exit(1);
			else {
				const wrappedError = new CommanderError(1, "commander.executeSubCommandAsync", "(error)");
				wrappedError.nestedError = err;
				exitCallback(wrappedError);
			}
		});
		this.runningCommand = proc;
	}
	/**
	* @private
	*/
	_dispatchSubcommand(commandName, operands, unknown) {
		const subCommand = this._findCommand(commandName);
		if (!subCommand) this.help({ error: true });
		subCommand._prepareForParse();
		let promiseChain;
		promiseChain = this._chainOrCallSubCommandHook(promiseChain, subCommand, "preSubcommand");
		promiseChain = this._chainOrCall(promiseChain, () => {
			if (subCommand._executableHandler) this._executeSubCommand(subCommand, operands.concat(unknown));
			else return subCommand._parseCommand(operands, unknown);
		});
		return promiseChain;
	}
	/**
	* Invoke help directly if possible, or dispatch if necessary.
	* e.g. help foo
	*
	* @private
	*/
	_dispatchHelpCommand(subcommandName) {
		if (!subcommandName) this.help();
		const subCommand = this._findCommand(subcommandName);
		if (subCommand && !subCommand._executableHandler) subCommand.help();
		return this._dispatchSubcommand(subcommandName, [], [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]);
	}
	/**
	* Check this.args against expected this.registeredArguments.
	*
	* @private
	*/
	_checkNumberOfArguments() {
		this.registeredArguments.forEach((arg, i) => {
			if (arg.required && this.args[i] == null) this.missingArgument(arg.name());
		});
		if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) return;
		if (this.args.length > this.registeredArguments.length) this._excessArguments(this.args);
	}
	/**
	* Process this.args using this.registeredArguments and save as this.processedArgs!
	*
	* @private
	*/
	_processArguments() {
		const myParseArg = (argument, value, previous) => {
			let parsedValue = value;
			if (value !== null && argument.parseArg) {
				const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
				parsedValue = this._callParseArg(argument, value, previous, invalidValueMessage);
			}
			return parsedValue;
		};
		this._checkNumberOfArguments();
		const processedArgs = [];
		this.registeredArguments.forEach((declaredArg, index) => {
			let value = declaredArg.defaultValue;
			if (declaredArg.variadic) {
				if (index < this.args.length) {
					value = this.args.slice(index);
					if (declaredArg.parseArg) value = value.reduce((processed, v) => {
						return myParseArg(declaredArg, v, processed);
					}, declaredArg.defaultValue);
				} else if (value === void 0) value = [];
			} else if (index < this.args.length) {
				value = this.args[index];
				if (declaredArg.parseArg) value = myParseArg(declaredArg, value, declaredArg.defaultValue);
			}
			processedArgs[index] = value;
		});
		this.processedArgs = processedArgs;
	}
	/**
	* Once we have a promise we chain, but call synchronously until then.
	*
	* @param {(Promise|undefined)} promise
	* @param {Function} fn
	* @return {(Promise|undefined)}
	* @private
	*/
	_chainOrCall(promise, fn) {
		if (promise?.then && typeof promise.then === "function") return promise.then(() => fn());
		return fn();
	}
	/**
	*
	* @param {(Promise|undefined)} promise
	* @param {string} event
	* @return {(Promise|undefined)}
	* @private
	*/
	_chainOrCallHooks(promise, event) {
		let result = promise;
		const hooks = [];
		this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
			hookedCommand._lifeCycleHooks[event].forEach((callback) => {
				hooks.push({
					hookedCommand,
					callback
				});
			});
		});
		if (event === "postAction") hooks.reverse();
		hooks.forEach((hookDetail) => {
			result = this._chainOrCall(result, () => {
				return hookDetail.callback(hookDetail.hookedCommand, this);
			});
		});
		return result;
	}
	/**
	*
	* @param {(Promise|undefined)} promise
	* @param {Command} subCommand
	* @param {string} event
	* @return {(Promise|undefined)}
	* @private
	*/
	_chainOrCallSubCommandHook(promise, subCommand, event) {
		let result = promise;
		if (this._lifeCycleHooks[event] !== void 0) this._lifeCycleHooks[event].forEach((hook) => {
			result = this._chainOrCall(result, () => {
				return hook(this, subCommand);
			});
		});
		return result;
	}
	/**
	* Process arguments in context of this command.
	* Returns action result, in case it is a promise.
	*
	* @private
	*/
	_parseCommand(operands, unknown) {
		const parsed = this.parseOptions(unknown);
		this._parseOptionsEnv();
		this._parseOptionsImplied();
		operands = operands.concat(parsed.operands);
		unknown = parsed.unknown;
		this.args = operands.concat(unknown);
		if (operands && this._findCommand(operands[0])) return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
		if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) return this._dispatchHelpCommand(operands[1]);
		if (this._defaultCommandName) {
			this._outputHelpIfRequested(unknown);
			return this._dispatchSubcommand(this._defaultCommandName, operands, unknown);
		}
		if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) this.help({ error: true });
		this._outputHelpIfRequested(parsed.unknown);
		this._checkForMissingMandatoryOptions();
		this._checkForConflictingOptions();
		const checkForUnknownOptions = () => {
			if (parsed.unknown.length > 0) this.unknownOption(parsed.unknown[0]);
		};
		const commandEvent = `command:${this.name()}`;
		if (this._actionHandler) {
			checkForUnknownOptions();
			this._processArguments();
			let promiseChain;
			promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
			promiseChain = this._chainOrCall(promiseChain, () => this._actionHandler(this.processedArgs));
			if (this.parent) promiseChain = this._chainOrCall(promiseChain, () => {
				this.parent.emit(commandEvent, operands, unknown);
			});
			promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
			return promiseChain;
		}
		if (this.parent?.listenerCount(commandEvent)) {
			checkForUnknownOptions();
			this._processArguments();
			this.parent.emit(commandEvent, operands, unknown);
		} else if (operands.length) {
			if (this._findCommand("*")) return this._dispatchSubcommand("*", operands, unknown);
			if (this.listenerCount("command:*")) this.emit("command:*", operands, unknown);
			else if (this.commands.length) this.unknownCommand();
			else {
				checkForUnknownOptions();
				this._processArguments();
			}
		} else if (this.commands.length) {
			checkForUnknownOptions();
			this.help({ error: true });
		} else {
			checkForUnknownOptions();
			this._processArguments();
		}
	}
	/**
	* Find matching command.
	*
	* @private
	* @return {Command | undefined}
	*/
	_findCommand(name) {
		if (!name) return void 0;
		return this.commands.find((cmd) => cmd._name === name || cmd._aliases.includes(name));
	}
	/**
	* Return an option matching `arg` if any.
	*
	* @param {string} arg
	* @return {Option}
	* @package
	*/
	_findOption(arg) {
		return this.options.find((option) => option.is(arg));
	}
	/**
	* Display an error message if a mandatory option does not have a value.
	* Called after checking for help flags in leaf subcommand.
	*
	* @private
	*/
	_checkForMissingMandatoryOptions() {
		this._getCommandAndAncestors().forEach((cmd) => {
			cmd.options.forEach((anOption) => {
				if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) cmd.missingMandatoryOptionValue(anOption);
			});
		});
	}
	/**
	* Display an error message if conflicting options are used together in this.
	*
	* @private
	*/
	_checkForConflictingLocalOptions() {
		const definedNonDefaultOptions = this.options.filter((option) => {
			const optionKey = option.attributeName();
			if (this.getOptionValue(optionKey) === void 0) return false;
			return this.getOptionValueSource(optionKey) !== "default";
		});
		definedNonDefaultOptions.filter((option) => option.conflictsWith.length > 0).forEach((option) => {
			const conflictingAndDefined = definedNonDefaultOptions.find((defined) => option.conflictsWith.includes(defined.attributeName()));
			if (conflictingAndDefined) this._conflictingOption(option, conflictingAndDefined);
		});
	}
	/**
	* Display an error message if conflicting options are used together.
	* Called after checking for help flags in leaf subcommand.
	*
	* @private
	*/
	_checkForConflictingOptions() {
		this._getCommandAndAncestors().forEach((cmd) => {
			cmd._checkForConflictingLocalOptions();
		});
	}
	/**
	* Parse options from `argv` removing known options,
	* and return argv split into operands and unknown arguments.
	*
	* Side effects: modifies command by storing options. Does not reset state if called again.
	*
	* Examples:
	*
	*     argv => operands, unknown
	*     --known kkk op => [op], []
	*     op --known kkk => [op], []
	*     sub --unknown uuu op => [sub], [--unknown uuu op]
	*     sub -- --unknown uuu op => [sub --unknown uuu op], []
	*
	* @param {string[]} args
	* @return {{operands: string[], unknown: string[]}}
	*/
	parseOptions(args) {
		const operands = [];
		const unknown = [];
		let dest = operands;
		function maybeOption(arg) {
			return arg.length > 1 && arg[0] === "-";
		}
		const negativeNumberArg = (arg) => {
			if (!/^-(\d+|\d*\.\d+)([eE][+-]?\d+)?$/.test(arg)) return false;
			return !this._getCommandAndAncestors().some((cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short)));
		};
		let activeVariadicOption = null;
		let activeGroup = null;
		let i = 0;
		while (i < args.length || activeGroup) {
			const arg = activeGroup ?? args[i++];
			activeGroup = null;
			if (arg === "--") {
				if (dest === unknown) dest.push(arg);
				dest.push(...args.slice(i));
				break;
			}
			if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
				this.emit(`option:${activeVariadicOption.name()}`, arg);
				continue;
			}
			activeVariadicOption = null;
			if (maybeOption(arg)) {
				const option = this._findOption(arg);
				if (option) {
					if (option.required) {
						const value = args[i++];
						if (value === void 0) this.optionMissingArgument(option);
						this.emit(`option:${option.name()}`, value);
					} else if (option.optional) {
						let value = null;
						if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) value = args[i++];
						this.emit(`option:${option.name()}`, value);
					} else this.emit(`option:${option.name()}`);
					activeVariadicOption = option.variadic ? option : null;
					continue;
				}
			}
			if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
				const option = this._findOption(`-${arg[1]}`);
				if (option) {
					if (option.required || option.optional && this._combineFlagAndOptionalValue) this.emit(`option:${option.name()}`, arg.slice(2));
					else {
						this.emit(`option:${option.name()}`);
						activeGroup = `-${arg.slice(2)}`;
					}
					continue;
				}
			}
			if (/^--[^=]+=/.test(arg)) {
				const index = arg.indexOf("=");
				const option = this._findOption(arg.slice(0, index));
				if (option && (option.required || option.optional)) {
					this.emit(`option:${option.name()}`, arg.slice(index + 1));
					continue;
				}
			}
			if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) dest = unknown;
			if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
				if (this._findCommand(arg)) {
					operands.push(arg);
					unknown.push(...args.slice(i));
					break;
				} else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
					operands.push(arg, ...args.slice(i));
					break;
				} else if (this._defaultCommandName) {
					unknown.push(arg, ...args.slice(i));
					break;
				}
			}
			if (this._passThroughOptions) {
				dest.push(arg, ...args.slice(i));
				break;
			}
			dest.push(arg);
		}
		return {
			operands,
			unknown
		};
	}
	/**
	* Return an object containing local option values as key-value pairs.
	*
	* @return {object}
	*/
	opts() {
		if (this._storeOptionsAsProperties) {
			const result = {};
			const len = this.options.length;
			for (let i = 0; i < len; i++) {
				const key = this.options[i].attributeName();
				result[key] = key === this._versionOptionName ? this._version : this[key];
			}
			return result;
		}
		return this._optionValues;
	}
	/**
	* Return an object containing merged local and global option values as key-value pairs.
	*
	* @return {object}
	*/
	optsWithGlobals() {
		return this._getCommandAndAncestors().reduce((combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()), {});
	}
	/**
	* Display error message and exit (or call exitOverride).
	*
	* @param {string} message
	* @param {object} [errorOptions]
	* @param {string} [errorOptions.code] - an id string representing the error
	* @param {number} [errorOptions.exitCode] - used with process.exit
	*/
	error(message, errorOptions) {
		this._outputConfiguration.outputError(`${message}\n`, this._outputConfiguration.writeErr);
		if (typeof this._showHelpAfterError === "string") this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
		else if (this._showHelpAfterError) {
			this._outputConfiguration.writeErr("\n");
			this.outputHelp({ error: true });
		}
		const config = errorOptions || {};
		const exitCode = config.exitCode || 1;
		const code = config.code || "commander.error";
		this._exit(exitCode, code, message);
	}
	/**
	* Apply any option related environment variables, if option does
	* not have a value from cli or client code.
	*
	* @private
	*/
	_parseOptionsEnv() {
		this.options.forEach((option) => {
			if (option.envVar && option.envVar in process$1.env) {
				const optionKey = option.attributeName();
				if (this.getOptionValue(optionKey) === void 0 || [
					"default",
					"config",
					"env"
				].includes(this.getOptionValueSource(optionKey))) {
					if (option.required || option.optional) this.emit(`optionEnv:${option.name()}`, process$1.env[option.envVar]);
					else this.emit(`optionEnv:${option.name()}`);
				}
			}
		});
	}
	/**
	* Apply any implied option values, if option is undefined or default value.
	*
	* @private
	*/
	_parseOptionsImplied() {
		const dualHelper = new DualOptions(this.options);
		const hasCustomOptionValue = (optionKey) => {
			return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
		};
		this.options.filter((option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(this.getOptionValue(option.attributeName()), option)).forEach((option) => {
			Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
				this.setOptionValueWithSource(impliedKey, option.implied[impliedKey], "implied");
			});
		});
	}
	/**
	* Argument `name` is missing.
	*
	* @param {string} name
	* @private
	*/
	missingArgument(name) {
		const message = `error: missing required argument '${name}'`;
		this.error(message, { code: "commander.missingArgument" });
	}
	/**
	* `Option` is missing an argument.
	*
	* @param {Option} option
	* @private
	*/
	optionMissingArgument(option) {
		const message = `error: option '${option.flags}' argument missing`;
		this.error(message, { code: "commander.optionMissingArgument" });
	}
	/**
	* `Option` does not have a value, and is a mandatory option.
	*
	* @param {Option} option
	* @private
	*/
	missingMandatoryOptionValue(option) {
		const message = `error: required option '${option.flags}' not specified`;
		this.error(message, { code: "commander.missingMandatoryOptionValue" });
	}
	/**
	* `Option` conflicts with another option.
	*
	* @param {Option} option
	* @param {Option} conflictingOption
	* @private
	*/
	_conflictingOption(option, conflictingOption) {
		const findBestOptionFromValue = (option) => {
			const optionKey = option.attributeName();
			const optionValue = this.getOptionValue(optionKey);
			const negativeOption = this.options.find((target) => target.negate && optionKey === target.attributeName());
			const positiveOption = this.options.find((target) => !target.negate && optionKey === target.attributeName());
			if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) return negativeOption;
			return positiveOption || option;
		};
		const getErrorMessage = (option) => {
			const bestOption = findBestOptionFromValue(option);
			const optionKey = bestOption.attributeName();
			if (this.getOptionValueSource(optionKey) === "env") return `environment variable '${bestOption.envVar}'`;
			return `option '${bestOption.flags}'`;
		};
		const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
		this.error(message, { code: "commander.conflictingOption" });
	}
	/**
	* Unknown option `flag`.
	*
	* @param {string} flag
	* @private
	*/
	unknownOption(flag) {
		if (this._allowUnknownOption) return;
		let suggestion = "";
		if (flag.startsWith("--") && this._showSuggestionAfterError) {
			let candidateFlags = [];
			let command = this;
			do {
				const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
				candidateFlags = candidateFlags.concat(moreFlags);
				command = command.parent;
			} while (command && !command._enablePositionalOptions);
			suggestion = suggestSimilar(flag, candidateFlags);
		}
		const message = `error: unknown option '${flag}'${suggestion}`;
		this.error(message, { code: "commander.unknownOption" });
	}
	/**
	* Excess arguments, more than expected.
	*
	* @param {string[]} receivedArgs
	* @private
	*/
	_excessArguments(receivedArgs) {
		if (this._allowExcessArguments) return;
		const expected = this.registeredArguments.length;
		const s = expected === 1 ? "" : "s";
		const received = receivedArgs.length;
		const message = `error: too many arguments${this.parent ? ` for '${this.name()}'` : ""}. Expected ${expected} argument${s} but got ${received}: ${receivedArgs.join(", ")}.`;
		this.error(message, { code: "commander.excessArguments" });
	}
	/**
	* Unknown command.
	*
	* @private
	*/
	unknownCommand() {
		const unknownName = this.args[0];
		let suggestion = "";
		if (this._showSuggestionAfterError) {
			const candidateNames = [];
			this.createHelp().visibleCommands(this).forEach((command) => {
				candidateNames.push(command.name());
				if (command.alias()) candidateNames.push(command.alias());
			});
			suggestion = suggestSimilar(unknownName, candidateNames);
		}
		const message = `error: unknown command '${unknownName}'${suggestion}`;
		this.error(message, { code: "commander.unknownCommand" });
	}
	/**
	* Get or set the program version.
	*
	* This method auto-registers the "-V, --version" option which will print the version number.
	*
	* You can optionally supply the flags and description to override the defaults.
	*
	* @param {string} [str]
	* @param {string} [flags]
	* @param {string} [description]
	* @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
	*/
	version(str, flags, description) {
		if (str === void 0) return this._version;
		this._version = str;
		flags = flags || "-V, --version";
		description = description || "output the version number";
		const versionOption = this.createOption(flags, description);
		this._versionOptionName = versionOption.attributeName();
		this._registerOption(versionOption);
		this.on("option:" + versionOption.name(), () => {
			this._outputConfiguration.writeOut(`${str}\n`);
			this._exit(0, "commander.version", str);
		});
		return this;
	}
	/**
	* Set the description.
	*
	* @param {string} [str]
	* @param {object} [argsDescription]
	* @return {(string|Command)}
	*/
	description(str, argsDescription) {
		if (str === void 0 && argsDescription === void 0) return this._description;
		this._description = str;
		if (argsDescription) this._argsDescription = argsDescription;
		return this;
	}
	/**
	* Set the summary. Used when listed as subcommand of parent.
	*
	* @param {string} [str]
	* @return {(string|Command)}
	*/
	summary(str) {
		if (str === void 0) return this._summary;
		this._summary = str;
		return this;
	}
	/**
	* Set an alias for the command.
	*
	* You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
	*
	* @param {string} [alias]
	* @return {(string|Command)}
	*/
	alias(alias) {
		if (alias === void 0) return this._aliases[0];
		/** @type {Command} */
		let command = this;
		if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) command = this.commands[this.commands.length - 1];
		if (alias === command._name) throw new Error("Command alias can't be the same as its name");
		const matchingCommand = this.parent?._findCommand(alias);
		if (matchingCommand) {
			const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
			throw new Error(`cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`);
		}
		command._aliases.push(alias);
		return this;
	}
	/**
	* Set aliases for the command.
	*
	* Only the first alias is shown in the auto-generated help.
	*
	* @param {string[]} [aliases]
	* @return {(string[]|Command)}
	*/
	aliases(aliases) {
		if (aliases === void 0) return this._aliases;
		aliases.forEach((alias) => this.alias(alias));
		return this;
	}
	/**
	* Set / get the command usage `str`.
	*
	* @param {string} [str]
	* @return {(string|Command)}
	*/
	usage(str) {
		if (str === void 0) {
			if (this._usage) return this._usage;
			const args = this.registeredArguments.map((arg) => {
				return humanReadableArgName(arg);
			});
			return [].concat(this.options.length || this._helpOption !== null ? "[options]" : [], this.commands.length ? "[command]" : [], this.registeredArguments.length ? args : []).join(" ");
		}
		this._usage = str;
		return this;
	}
	/**
	* Get or set the name of the command.
	*
	* @param {string} [str]
	* @return {(string|Command)}
	*/
	name(str) {
		if (str === void 0) return this._name;
		this._name = str;
		return this;
	}
	/**
	* Set/get the help group heading for this subcommand in parent command's help.
	*
	* @param {string} [heading]
	* @return {Command | string}
	*/
	helpGroup(heading) {
		if (heading === void 0) return this._helpGroupHeading ?? "";
		this._helpGroupHeading = heading;
		return this;
	}
	/**
	* Set/get the default help group heading for subcommands added to this command.
	* (This does not override a group set directly on the subcommand using .helpGroup().)
	*
	* @example
	* program.commandsGroup('Development Commands:');
	* program.command('watch')...
	* program.command('lint')...
	* ...
	*
	* @param {string} [heading]
	* @returns {Command | string}
	*/
	commandsGroup(heading) {
		if (heading === void 0) return this._defaultCommandGroup ?? "";
		this._defaultCommandGroup = heading;
		return this;
	}
	/**
	* Set/get the default help group heading for options added to this command.
	* (This does not override a group set directly on the option using .helpGroup().)
	*
	* @example
	* program
	*   .optionsGroup('Development Options:')
	*   .option('-d, --debug', 'output extra debugging')
	*   .option('-p, --profile', 'output profiling information')
	*
	* @param {string} [heading]
	* @returns {Command | string}
	*/
	optionsGroup(heading) {
		if (heading === void 0) return this._defaultOptionGroup ?? "";
		this._defaultOptionGroup = heading;
		return this;
	}
	/**
	* @param {Option} option
	* @private
	*/
	_initOptionGroup(option) {
		if (this._defaultOptionGroup && !option.helpGroupHeading) option.helpGroup(this._defaultOptionGroup);
	}
	/**
	* @param {Command} cmd
	* @private
	*/
	_initCommandGroup(cmd) {
		if (this._defaultCommandGroup && !cmd.helpGroup()) cmd.helpGroup(this._defaultCommandGroup);
	}
	/**
	* Set the name of the command from script filename, such as process.argv[1],
	* or import.meta.filename.
	*
	* (Used internally and public although not documented in README.)
	*
	* @example
	* program.nameFromFilename(import.meta.filename);
	*
	* @param {string} filename
	* @return {Command}
	*/
	nameFromFilename(filename) {
		this._name = path.basename(filename, path.extname(filename));
		return this;
	}
	/**
	* Get or set the directory for searching for executable subcommands of this command.
	*
	* @example
	* program.executableDir(import.meta.dirname);
	* // or
	* program.executableDir('subcommands');
	*
	* @param {string} [path]
	* @return {(string|null|Command)}
	*/
	executableDir(path) {
		if (path === void 0) return this._executableDir;
		this._executableDir = path;
		return this;
	}
	/**
	* Return program help documentation.
	*
	* @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
	* @return {string}
	*/
	helpInformation(contextOptions) {
		const helper = this.createHelp();
		const context = this._getOutputContext(contextOptions);
		helper.prepareContext({
			error: context.error,
			helpWidth: context.helpWidth,
			outputHasColors: context.hasColors
		});
		const text = helper.formatHelp(this, helper);
		if (context.hasColors) return text;
		return this._outputConfiguration.stripColor(text);
	}
	/**
	* @typedef HelpContext
	* @type {object}
	* @property {boolean} error
	* @property {number} helpWidth
	* @property {boolean} hasColors
	* @property {function} write - includes stripColor if needed
	*
	* @returns {HelpContext}
	* @private
	*/
	_getOutputContext(contextOptions) {
		contextOptions = contextOptions || {};
		const error = !!contextOptions.error;
		let baseWrite;
		let hasColors;
		let helpWidth;
		if (error) {
			baseWrite = (str) => this._outputConfiguration.writeErr(str);
			hasColors = this._outputConfiguration.getErrHasColors();
			helpWidth = this._outputConfiguration.getErrHelpWidth();
		} else {
			baseWrite = (str) => this._outputConfiguration.writeOut(str);
			hasColors = this._outputConfiguration.getOutHasColors();
			helpWidth = this._outputConfiguration.getOutHelpWidth();
		}
		const write = (str) => {
			if (!hasColors) str = this._outputConfiguration.stripColor(str);
			return baseWrite(str);
		};
		return {
			error,
			write,
			hasColors,
			helpWidth
		};
	}
	/**
	* Output help information for this command.
	*
	* Outputs built-in help, and custom text added using `.addHelpText()`.
	*
	* @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
	*/
	outputHelp(contextOptions) {
		let deprecatedCallback;
		if (typeof contextOptions === "function") {
			deprecatedCallback = contextOptions;
			contextOptions = void 0;
		}
		const outputContext = this._getOutputContext(contextOptions);
		/** @type {HelpTextEventContext} */
		const eventContext = {
			error: outputContext.error,
			write: outputContext.write,
			command: this
		};
		this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
		this.emit("beforeHelp", eventContext);
		let helpInformation = this.helpInformation({ error: outputContext.error });
		if (deprecatedCallback) {
			helpInformation = deprecatedCallback(helpInformation);
			if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) throw new Error("outputHelp callback must return a string or a Buffer");
		}
		outputContext.write(helpInformation);
		if (this._getHelpOption()?.long) this.emit(this._getHelpOption().long);
		this.emit("afterHelp", eventContext);
		this._getCommandAndAncestors().forEach((command) => command.emit("afterAllHelp", eventContext));
	}
	/**
	* You can pass in flags and a description to customise the built-in help option.
	* Pass in false to disable the built-in help option.
	*
	* @example
	* program.helpOption('-?, --help', 'show help'); // customise
	* program.helpOption(false); // disable
	*
	* @param {(string | boolean)} flags
	* @param {string} [description]
	* @return {Command} `this` command for chaining
	*/
	helpOption(flags, description) {
		if (typeof flags === "boolean") {
			if (flags) {
				if (this._helpOption === null) this._helpOption = void 0;
				if (this._defaultOptionGroup) this._initOptionGroup(this._getHelpOption());
			} else this._helpOption = null;
			return this;
		}
		this._helpOption = this.createOption(flags ?? "-h, --help", description ?? "display help for command");
		if (flags || description) this._initOptionGroup(this._helpOption);
		return this;
	}
	/**
	* Lazy create help option.
	* Returns null if has been disabled with .helpOption(false).
	*
	* @returns {(Option | null)} the help option
	* @package
	*/
	_getHelpOption() {
		if (this._helpOption === void 0) this.helpOption(void 0, void 0);
		return this._helpOption;
	}
	/**
	* Supply your own option to use for the built-in help option.
	* This is an alternative to using helpOption() to customise the flags and description etc.
	*
	* @param {Option} option
	* @return {Command} `this` command for chaining
	*/
	addHelpOption(option) {
		this._helpOption = option;
		this._initOptionGroup(option);
		return this;
	}
	/**
	* Output help information and exit.
	*
	* Outputs built-in help, and custom text added using `.addHelpText()`.
	*
	* @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
	*/
	help(contextOptions) {
		this.outputHelp(contextOptions);
		let exitCode = Number(process$1.exitCode ?? 0);
		if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) exitCode = 1;
		this._exit(exitCode, "commander.help", "(outputHelp)");
	}
	/**
	* // Do a little typing to coordinate emit and listener for the help text events.
	* @typedef HelpTextEventContext
	* @type {object}
	* @property {boolean} error
	* @property {Command} command
	* @property {function} write
	*/
	/**
	* Add additional text to be displayed with the built-in help.
	*
	* Position is 'before' or 'after' to affect just this command,
	* and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
	*
	* @param {string} position - before or after built-in help
	* @param {(string | Function)} text - string to add, or a function returning a string
	* @return {Command} `this` command for chaining
	*/
	addHelpText(position, text) {
		const allowedValues = [
			"beforeAll",
			"before",
			"after",
			"afterAll"
		];
		if (!allowedValues.includes(position)) throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
		const helpEvent = `${position}Help`;
		this.on(helpEvent, (context) => {
			let helpStr;
			if (typeof text === "function") helpStr = text({
				error: context.error,
				command: context.command
			});
			else helpStr = text;
			if (helpStr) context.write(`${helpStr}\n`);
		});
		return this;
	}
	/**
	* Output help information if help flags specified
	*
	* @param {Array} args - array of options to search for help flags
	* @private
	*/
	_outputHelpIfRequested(args) {
		const helpOption = this._getHelpOption();
		if (helpOption && args.find((arg) => helpOption.is(arg))) {
			this.outputHelp();
			this._exit(0, "commander.helpDisplayed", "(outputHelp)");
		}
	}
};
/**
* Scan arguments and increment port number for inspect calls (to avoid conflicts when spawning new command).
*
* @param {string[]} args - array of arguments from node.execArgv
* @returns {string[]}
* @private
*/
function incrementNodeInspectorPort(args) {
	return args.map((arg) => {
		if (!arg.startsWith("--inspect")) return arg;
		let debugOption;
		let debugHost = "127.0.0.1";
		let debugPort = "9229";
		let match;
		if ((match = arg.match(/^(--inspect(-brk|-wait)?)$/)) !== null) debugOption = match[1];
		else if ((match = arg.match(/^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+)$/)) !== null) {
			debugOption = match[1];
			if (/^\d+$/.test(match[3])) debugPort = match[3];
			else debugHost = match[3];
		} else if ((match = arg.match(/^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+):(\d+)$/)) !== null) {
			debugOption = match[1];
			debugHost = match[3];
			debugPort = match[4];
		}
		if (debugOption && debugPort !== "0") return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
		return arg;
	});
}
/**
* Exported for using from tests, not otherwise used outside this file.
*
* @returns {boolean | undefined}
* @package
*/
function useColor() {
	if (process$1.env.NO_COLOR || process$1.env.FORCE_COLOR === "0" || process$1.env.FORCE_COLOR === "false") return false;
	if (process$1.env.FORCE_COLOR || process$1.env.CLICOLOR_FORCE !== void 0) return true;
}

// node_modules/commander/index.js
const program = new Command();

// src/report/baselines.ts
/** The series of a store as a table, newest first. */
function renderSeriesList(series) {
	if (series.length === 0) return "no run is stored\n";
	const rows = series.map(({ fingerprint, runs, oldest, newest, commit, acknowledgements, environment }) => [
		fingerprint.slice(0, 12),
		String(runs),
		formatMoment(oldest),
		formatMoment(newest),
		commit ?? "-",
		String(acknowledgements),
		environment === void 0 ? "(its newest run cannot be read)" : describeEnvironment(environment)
	]);
	return `${alignColumns([[
		"environment",
		"documents",
		"oldest",
		"newest",
		"commit",
		"acknowledged",
		"what it is"
	], ...rows], [
		0,
		2,
		3,
		4,
		6
	]).join("\n")}\n`;
}
/** One series: what it is, its runs newest first, and who acknowledged what. */
function renderSeries({ series, runs, acknowledgements, damaged }) {
	const { fingerprint, environment } = series;
	const changing = changingFields(runs);
	const rows = runs.map(({ startedAt, digest, commit, rounds, disks, unusable }) => [
		formatMoment(startedAt),
		digest,
		commit?.slice(0, 12) ?? "-",
		String(rounds),
		disks.length === 0 ? "-" : disks.map((disk) => describeDisk(disk, changing)).join(", "),
		unusable === void 0 ? "can be a baseline" : `no baseline: it ${leftOutTexts[unusable][0]}`
	]);
	const said = acknowledgements.map(({ acknowledgedAt, by, reason, levels, runs: of }) => `${formatMoment(acknowledgedAt)}  ${plainText(by)}: ${plainText(reason)} (${formatCount(levels.length, "cell")}, ${formatCount(of.length, "run")})`);
	return [
		`environment ${fingerprint}`,
		...environment === void 0 ? [] : [describeEnvironment(environment)],
		"",
		`${formatCount(series.runs, "run")}${series.runs > runs.length ? `, the newest ${runs.length}` : ""}`,
		...alignColumns([[
			"started",
			"run",
			"commit",
			"rounds",
			"disks",
			"use"
		], ...rows], [
			0,
			1,
			2,
			4,
			5
		]),
		...said.length === 0 ? [] : [
			"",
			"acknowledged",
			...said
		],
		...damaged.length === 0 ? [] : [
			"",
			"skipped",
			...damaged.map(({ path, reason }) => plainText(`${path}: ${reason}`))
		],
		""
	].join("\n");
}
/** Fields of disks that are not the same in all runs, as `prod format`. */
function changingFields(runs) {
	const fields = runs.flatMap(({ disks }) => disks.flatMap(({ name, mode }) => fieldValues(mode).map((field) => ({
		...field,
		of: `${name} ${field.name}`
	}))));
	const groups = Map.groupBy(fields, ({ of }) => of);
	return new Set([...groups].filter(([, all]) => all.some(({ value }) => value !== all[0]?.value)).map(([of]) => of));
}
/**
* A disk by its cache mode, and by what else tells it from the disk of the same name in other runs.
*/
function describeDisk({ name, mode }, changing) {
	const others = fieldValues(mode).filter((field) => field.name !== "cache" && !isDefault(field) && changing.has(`${name} ${field.name}`));
	return [
		name,
		describeCache(mode.cache),
		...others.map((field) => `${field.name}=${field.value}`)
	].join(" ");
}
function describeEnvironment(environment) {
	const { accelerator, cpuModel, cpuCores, hostKernel, filesystem, device, qemu } = environment;
	const parts = [
		accelerator,
		`${cpuModel} (${formatCount(cpuCores, "processor")})`,
		`Linux ${hostKernel}`,
		`${filesystem} on ${device}`,
		...qemu === null ? [] : [`QEMU ${qemu}`]
	];
	return plainText(parts.join(", "));
}
/**
* Per cell the old level and the new one with the change, of which + is better; then the runs that
* they are the mean of.
*/
function renderAcknowledgement({ levels, before, runs }) {
	const rows = levels.map((level, index) => {
		const old = before[index];
		return [
			cellText(level),
			old === void 0 ? "(none)" : formatValue(level.metric, old),
			formatValue(level.metric, level.value),
			old === void 0 ? "-" : formatChange(changeOf(level, old))
		];
	});
	const used = runs.map((run) => [
		formatMoment(run.startedAt),
		commitOf(run)?.slice(0, 12) ?? "-",
		String(run.rounds.length)
	]);
	return [
		...alignColumns([[
			"cell",
			"accepted before",
			"from now on",
			"change"
		], ...rows]),
		"",
		...alignColumns([[
			"from the runs of",
			"commit",
			"rounds"
		], ...used], [0, 1]),
		""
	].join("\n");
}
function changeOf({ metric, value }, old) {
	return metricOf(metric).better === "higher" ? value / old - 1 : old / value - 1;
}

// src/cli/options.ts
/** Adds the options that say what is measured, where and with what, and beside which base side. */
function addMeasuringOptions(command) {
	return addPlanOptions(command).option("--base-disk <spec>", "what the --disk of the same name was before; measured in the same run as the reference", collect).option("--base-qemu <binary>", "QEMU of the base side; every disk then has a base in a second guest (default: that of the head)").option("--base-kernel <file>", "guest kernel of the base side (default: that of the head)").option("--base-initrd <file>", "cpio archive of the base side (default: that of the head)");
}
/** Adds the options that say what is measured, without those of a base side. */
function addPlanOptions(command) {
	return command.option("--config <file>", "settings in YAML (default: storage-gate.yml if it exists)").option("--disk <spec>", "what to measure, repeatable: a preset (none, writeback, …), host[:PATH], or name=prod,cache=none,aio=native,…", collect).option("--suite <name>", `workloads to run: pairs (two disks in turns; gates), fio (levels of the raw disk) or sysbench (fileio, as in the blog post); default where disks are named: ${suiteInstead.disks}`).option("--profile <name>", "effort of pairs or fio: quick, standard (default) or thorough").option("--workloads <names>", "workloads of the suite to measure, such as randread-4k-qd1,read-1m-qd8 (default: all)").option("--rounds <n>", "rounds to measure, each in a freshly booted guest (by profile 10, 12 or 30; fio 8, 16 or 30; sysbench 3)").option("--budget <duration>", "time after which no further round starts (default 15m; pairs 6m)").option("--write-budget <size>", "bytes that the run may write to the drive (default 80GiB; pairs 16GiB, sysbench 320GiB)").option("--random-seed <n>", "seed for the order of arms (default: random; kept in the run)").option("--directory <dir>", "where the images are: the filesystem and drive under test (default: .storage-gate/work)").option("--accel <kind>", "auto, kvm (fail if it does not work) or tcg (software emulation)").option("--qemu <binary>", "QEMU under test (default: the one in PATH)").option("--kernel <file>", "guest kernel under test (default: the distribution's cloud kernel)").option("--initrd <file>", "cpio archive loaded after ours, such as modules for --kernel").option("--cpus <n>", "CPUs of the guest, 1 to 8 (default 2)").option("--lock-wait <duration>", "how long to wait for another run on this host (default 10m)").addOption(new Option("--allow-tmpfs", "accept a directory in memory").preset("true")).option("--yes", "install missing host packages without asking");
}
/**
* Collects the values of a repeated option; a variadic option would swallow the documents after it.
*/
function collect(text, earlier = []) {
	return [...earlier, text];
}
/** Adds the options that say how a run is judged. */
function addJudgingOptions(command) {
	return addErrorOptions(addStoreOption(command, `stored runs to judge against: ${storesToRead}`)).option("--fail-on <verdicts>", "verdicts that fail the run with exit status 1: regressed,missing (default) or regressed,missing,inconclusive").option("--reference <what>", "reference to compare with: both, base or stored; with both, the base side decides (default both)").addOption(formatOption("format of the report", "markdown"));
}
/** The option for the format of what is printed: `text`, `json`, or what a command has besides. */
function formatOption(what, ...others) {
	return new Option("--format <format>", what).choices([
		"text",
		...others,
		"json"
	]).default("text");
}
/** Adds some of the options that say what is measured, by the names of their settings. */
function addSomeOptions(command, ...names) {
	for (const option of addMeasuringOptions(new Command()).options) if (names.includes(option.name())) command.addOption(option);
	return command;
}
/** Adds the options for the errors that a verdict may make, and for the cells that are gated. */
function addErrorOptions(command) {
	return command.option("--tolerance <percent>", "smallest loss worth acting on (default 5%)").option("--false-alarm <percent>", "share of unchanged runs that may be blocked, over all cells (default 1%)").option("--gate <cell>", "only these cells can fail the run, repeatable: ARM/WORKLOAD/METRIC, each part may be *", collect);
}
/** Adds the option for the baseline store; `what` says how the command uses it. */
function addStoreOption(command, what) {
	return command.option("--baseline <store>", `${what} (default dir:.storage-gate)`);
}
/** The location that an option names, or the command line's default. */
function locate(baseline) {
	return requireStore(textOf$1(baseline) ?? "dir:.storage-gate", "--baseline");
}
/**
* The store at a location; `git:` speaks to the remote of the clone that we stand in. Where it must
* exist already, `bad-argument` says that it does not.
*/
function openAt(location, { cacheDirectory, signal, say }, mustExist = false) {
	const context = {
		cacheDirectory,
		clone: process.cwd(),
		signal,
		onNotice: say
	};
	return openStore(location, {
		...context,
		mustExist
	});
}
/** The store that --baseline names, which must exist. */
function openNamed({ baseline }, terminal) {
	return openAt(locate(baseline), terminal, true);
}
/** Checked settings from options and the config file. */
async function settingsFrom(options, randomSeed = randomInt(2 ** 32)) {
	const configFile = await configFileOf(options);
	return requireSettings({
		raw: rawSettings(options),
		configFile,
		origin: "cli",
		randomSeed,
		workspace: process.cwd(),
		kept: options.record !== false
	});
}
/** What the options say, by the names that settings have everywhere. */
function rawSettings(options) {
	return {
		...Object.fromEntries(settingNames.map((name) => [name, textOf$1(options[camelCase(name)])])),
		disks: listOf(options.disk),
		baseDisks: listOf(options.baseDisk),
		gate: listOf(options.gate)
	};
}
/** An option's text, where it is one. */
function textOf$1(option) {
	return typeof option === "string" ? option : void 0;
}
/** The whole number that an option gives; `where` names the option in the error. */
function countOf(option, { where, ...range }) {
	const text = textOf$1(option);
	if (text === void 0) return void 0;
	const count = parseCount(where, text, range);
	if (count.ok) return count.value;
	throw new GateError("bad-argument", rejectionFacts(count.rejections, "settings"));
}
/** The texts of an option that may be repeated; undefined where it was not given. */
function listOf(option) {
	return typeof option === "object" ? option : void 0;
}
function camelCase(name) {
	return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
/** The config file that the options name, or storage-gate.yml where it exists. */
function configFileOf({ config }) {
	const named = textOf$1(config);
	const remedy = named === void 0 ? "move it away, or make it a readable file" : "give --config the path of a file";
	return readConfigFile(named, {
		directory: process.cwd(),
		remedy
	});
}

// src/cli/baselines.ts
/** `storage-gate baselines list`: one line for each environment. */
async function listBaselines(options, terminal) {
	await using store = await openNamed(options, terminal);
	const series = await summarize(store, await seriesOf(store));
	terminal.print(options.format === "json" ? json({ series }) : renderSeriesList(series));
	return 0;
}
/** `storage-gate baselines show`: the newest runs of one environment, and what was acknowledged. */
async function showBaseline(prefix, options, terminal) {
	await using store = await openNamed(options, terminal);
	const details = await detailsOf(store, pickSeries(await seriesOf(store), prefix, options));
	terminal.print(options.format === "json" ? json(details) : renderSeries(details));
	return 0;
}
async function detailsOf(store, series) {
	const [summary] = await summarize(store, [series]);
	const read = await readAll(store, [...series.runs.slice(0, 30), ...series.acknowledgements.slice(0, 30)]);
	if (summary === void 0) throw new Error("a series has a summary");
	const damaged = read.flatMap(({ entry: { path }, file }) => "reason" in file ? [{
		path,
		reason: file.reason
	}] : []);
	const unread = read.filter(({ entry, file }) => entry.kind === "run" && "reason" in file);
	return {
		series: {
			...summary,
			runs: summary.runs - unread.length
		},
		runs: read.flatMap(({ entry, file }) => "run" in file ? [summaryOf(file.run, entry)] : []),
		acknowledgements: read.flatMap(({ file }) => "acknowledgement" in file ? [file.acknowledgement] : []),
		damaged
	};
}
function summaryOf(run, { path, name }) {
	return {
		startedAt: run.startedAt,
		commit: commitOf(run),
		digest: documentDigest(run, name),
		rounds: run.rounds.length,
		disks: run.arms.flatMap(({ name: arm, side, subject: { target } }) => side === "head" && target.kind === "disk" ? [{
			name: arm,
			mode: target.mode
		}] : []),
		unusable: whyNotEligible(run),
		path
	};
}
function json(document) {
	return jsonText(document);
}
/** The series of a store by the names of its documents, the one with the newest run first. */
async function seriesOf(store) {
	const entries = (await store.entries()).toSorted((a, b) => startOf(b) - startOf(a));
	return [...Map.groupBy(entries, ({ fingerprint }) => fingerprint)].map(([fingerprint, documents]) => ({
		fingerprint,
		runs: documents.filter(({ kind }) => kind === "run"),
		acknowledgements: documents.filter(({ kind }) => kind === "acknowledgement")
	})).filter(({ runs }) => runs.length > 0);
}
/**
* The series whose fingerprint begins with `prefix`, or without one the series with the newest run.
* `bad-argument` for none or several.
*/
function pickSeries(series, prefix, options) {
	const baseline = textOf$1(options.baseline);
	const found = prefix === void 0 ? series.slice(0, 1) : series.filter((one) => one.fingerprint.startsWith(prefix));
	const [first, second] = found;
	if (first !== void 0 && second === void 0) return first;
	throw new GateError("bad-argument", {
		problem: prefix === void 0 ? "the baseline holds no run" : `${found.length === 0 ? "no environment" : `more than one environment (${found.length})`} in the baseline begins with ${prefix}`,
		remedy: series.length === 0 ? "store runs with `storage-gate run` or `record`, or name another --baseline" : `\`storage-gate baselines list${baseline === void 0 ? "" : ` --baseline ${quoteForShell(baseline)}`}\` shows which there are`
	});
}
/** What the names say of series, and their newest runs of the environment. */
async function summarize(store, series) {
	const newest = await store.read(series.flatMap(({ runs }) => runs.slice(0, 1)));
	return series.map(({ fingerprint, runs, acknowledgements }, index) => {
		const file = newest[index];
		return {
			fingerprint,
			runs: runs.length,
			oldest: isoStart(runs.at(-1)),
			newest: isoStart(runs[0]),
			commit: runs[0]?.name?.commit,
			acknowledgements: acknowledgements.length,
			environment: file !== void 0 && "run" in file ? file.run.environment : void 0
		};
	});
}
function startOf({ name }) {
	return name?.start ?? 0;
}
function isoStart(entry) {
	return new Date(entry?.name?.start ?? 0).toISOString();
}

// src/report/text-comparison.ts
/** The comparison with earlier runs, for a terminal: the verdict, what changed, the gated cells. */
function textComparison(o) {
	const { run, judgement, paint } = o;
	const titleOf = titlesOf(run);
	const { title, sentence, sureness, gate } = headlineOf(judgement, titleOf);
	const lines = [
		paint.bold(paint.verdict(paragraph("", plainText(`${title}: ${sentence}`)), judgement.verdict)),
		paragraph("  ", plainText(sureness)),
		...gate === title ? [] : [`  ${gate}`],
		...judgement.changes.map(({ arm, what, from, to }) => paragraph("  ", plainText(`changes: ${arm}: ${what} ${from} -> ${to}`)))
	];
	const listed = judgement.cells.filter((cell) => judgement.gatedCells === 0 ? isShown(cell) : cell.gated);
	if (listed.some(({ base }) => base !== void 0)) lines.push("", ...cellLines(listed, {
		titleOf,
		paint
	}), "", paragraph("  ", legend(judgement)));
	const host = hostSentence(judgement);
	if (host !== void 0) lines.push(paragraph("  ", `${capitalized(host)}.`));
	if (judgement.baseline.length > 0) lines.push(paragraph("  baseline: ", plainText(namesOf(judgement.baseline))));
	return lines.join("\n");
}
function cellLines(cells, { titleOf, paint }) {
	const hasSince = cells.some((cell) => sinceText(cell) !== "");
	const isJudged = cells.some(({ moved }) => moved === void 0);
	const rows = cells.map((cell) => [
		`  ${plainText(rowLabel({
			name: cell.arm,
			side: cell.side
		}))}`,
		plainText(titleOf(cell.workload)) + (cell.metric === "throughput" ? "" : ` ${cell.metric}`),
		cell.base === void 0 ? "" : formatBare(cell.metric, cell.base),
		cell.head === void 0 ? "" : formatBare(cell.metric, cell.head),
		cell.change === void 0 ? "" : formatChange(cell.change),
		cell.interval === void 0 ? "" : formatInterval(cell.interval),
		...isJudged ? [cell.mde === void 0 ? "" : formatShare(cell.mde)] : [],
		...hasSince ? [sinceText(cell)] : []
	]);
	const head = [
		...[
			"  disk",
			"workload",
			"base",
			"head",
			"change",
			"interval"
		],
		...isJudged ? ["MDE"] : [],
		...hasSince ? ["since stored"] : []
	];
	const [first = "", ...aligned] = alignColumns([head, ...rows], [0, 1]);
	const reasons = [...new Set(cells.flatMap(({ reason }) => reason === void 0 ? [] : [reasonText(reason)]))];
	const size = Math.max(first.length, ...aligned.map((line) => line.length));
	return [
		paint.bold(`${first.padEnd(size)}  ${isJudged ? "verdict" : ""}`.trimEnd()),
		...aligned.map((line, index) => `${line.padEnd(size)}  ${verdictOf(cells[index], {
			reasons,
			paint
		})}`.trimEnd()),
		...reasons.length === 0 ? [] : [""],
		...reasons.map((reason, index) => paragraph(`  (${index + 1}) `, plainText(reason)))
	];
}
/** Reasons stand below the table, since many cells share one. */
function verdictOf(cell, { reasons, paint }) {
	if (cell === void 0) return "";
	const note = cell.reason === void 0 ? "" : ` (${reasons.indexOf(reasonText(cell.reason)) + 1})`;
	return `${paint.verdict(markOf(cell), cell.verdict)}${note}`;
}
/** The runs that were used, newest first; of many the newest few. */
function namesOf(baseline) {
	const names = baseline.map(({ startedAt, commit }) => `${startedAt.slice(0, 10)} ${commit?.slice(0, 12) ?? "no commit"}`);
	return formatList(names, mostNamedRuns);
}
const mostNamedRuns = 5;
function legend(judgement) {
	const { cells, baseline } = judgement;
	const base = cells.some(({ gated, reference }) => gated && reference === "live base") ? "the base side of this run, round by round" : formatCount(baseline.length, "earlier run");
	return [...[
		"throughput in MiB/s, higher is better",
		changeLegend,
		`base: ${base}`,
		intervalLegend(judgement)
	], ...errorSources(cells.filter((cell) => cell.gated))].join("; ");
}

// src/report/text.ts
/**
* The report for a terminal: the table, how to read it, the blog post's claims, the comparison,
* caveats, what to do next.
*/
function renderText({ run, judgement, claims, color }) {
	const paint = paintFor(color);
	return `${[
		tableSection(run, paint),
		claimsSection(run, claims, paint),
		textComparison({
			run,
			judgement,
			paint
		}),
		caveatsSection(run, judgement, paint),
		nextSection(run, judgement, paint),
		heldSection(run, judgement)
	].filter((section) => section !== "").join("\n\n")}\n`;
}
function tableSection(run, paint) {
	const { columns, units, rows, ratioNote } = throughputTable(run);
	const footnotes = [];
	const hasRatio = ratioNote !== void 0;
	const body = rows.map(({ label, cells }) => [plainText(label), ...cells.flatMap((cell) => describeCell(cell, {
		hasRatio,
		footnotes
	}))]);
	const perColumn = hasRatio ? 3 : 2;
	const isPost = units.every((unit) => unit === "MiB/s");
	const titles = columns.map((title, index) => plainText(isPost ? title : `${title}, ${units[index] ?? ""}`));
	const [first = "", ...lines] = blocksOf([isPost ? "MiB/s" : "", ...titles.flatMap((title) => [title, ...Array.from({ length: perColumn - 1 }, () => "")])], body, perColumn);
	const warning = emulationWarning(run);
	return [
		paint.bold(first),
		...lines,
		"",
		paragraph("  ", plainText(throughputLegend(run))),
		...warning === void 0 ? [] : [paint.verdict(paragraph("  ", warning), "inconclusive")],
		...labelsOf(run).map(({ name, text }) => paragraph(`  ${name.padEnd(11)}`, plainText(text))),
		paragraph(`  ${"took".padEnd(11)}`, costsOf(run)),
		...footnotes.map((reason, index) => paragraph(`  [${index + 1}] `, `missing: ${plainText(reason)}`))
	].join("\n");
}
/**
* Value, ratio and spread as three columns (two without host rows); a missing one points to its
* footnote.
*/
function describeCell(cell, { hasRatio, footnotes }) {
	if (cell.kind === "missing") {
		if (!footnotes.includes(cell.reason)) footnotes.push(cell.reason);
		return [`[${footnotes.indexOf(cell.reason) + 1}]`, ...hasRatio ? ["", ""] : [""]];
	}
	const ratio = cell.ratio === void 0 ? "" : formatRatio(cell.ratio);
	const spread = cell.spread === void 0 ? "" : formatSpread(cell.spread);
	return [
		cell.iops === void 0 ? formatBare("throughput", cell.throughput) : `${formatBare("iops", cell.iops)} (${formatThroughput(cell.throughput)})`,
		...hasRatio ? [ratio] : [],
		spread
	];
}
/**
* Most columns that stand beside each other: more would not fit a terminal, so the others follow
* below.
*/
const mostColumns$1 = 4;
function blocksOf(head, body, perColumn) {
	const columns = (head.length - 1) / perColumn;
	if (columns <= mostColumns$1) return tableLines(head, body, perColumn);
	const take = (row, block) => [row[0] ?? "", ...row.slice(1 + block * 2 * perColumn, 1 + (block + 1) * 2 * perColumn)];
	return Array.from({ length: Math.ceil(columns / 2) }, (_, block) => [...block === 0 ? [] : [""], ...tableLines(take(head, block), body.map((row) => take(row, block)), perColumn)]).flat();
}
/** Each title stands over the columns of its group, which are widened to hold it. */
function tableLines(head, body, perColumn) {
	const [label = "", ...rest] = head;
	const groups = rest.filter((_, index) => index % perColumn === 0);
	const labels = alignColumns([[label], ...body.map(([name = ""]) => [name])]);
	const labelWidth = Math.max(...labels.map((line) => line.length));
	const blocks = groups.map((title, group) => {
		const cells = body.map((row) => row.slice(1 + group * perColumn, 1 + (group + 1) * perColumn));
		const lines = alignColumns(cells, []);
		const size = Math.max(title.length, ...lines.map((line) => line.length));
		const inner = Math.max(...lines.map((line) => line.length));
		return [title.padEnd(size), ...lines.map((line) => line.padEnd(inner).padEnd(size))];
	});
	return labels.map((name, row) => [name.padEnd(labelWidth), ...blocks.map((block) => block[row] ?? "")].join("    ").trimEnd());
}
function claimsSection(run, claims, paint) {
	if (claims.length === 0) return "";
	const titleOf = titlesOf(run);
	const rows = claims.flatMap(({ claim, columns }) => [paint.bold(`  ${claim}`), ...columns.map(({ workload, outcome, evidence }) => paragraph(`    ${plainText(titleOf(workload)).padEnd(18)}${outcome.padEnd(13)}`, plainText(evidenceText(evidence))))]);
	return [`${paint.bold("Claims of the blog post on this host")} (ratios paired by round, 95 % intervals)`, ...rows].join("\n");
}
function caveatsSection(run, judgement, paint) {
	const caveats = caveatTexts(run, judgement);
	if (caveats.length === 0) return "";
	return [paint.bold("Caveats"), ...caveats.map((text) => paragraph("  - ", plainText(text)))].join("\n");
}
/** Last, where a terminal stops scrolling. */
function nextSection(run, judgement, paint) {
	const next = nextSteps(run, judgement);
	if (next === void 0) return "";
	const { advice, command, intended } = next;
	const isToRepeat = command.length > 0 && judgement.verdict !== "inconclusive";
	const lead = "To repeat it, in a directory on the drive under test (`--directory`):";
	return [
		paint.bold("What to do next"),
		paragraph("  ", `${plainText(advice)}.`),
		...intended === void 0 ? [] : [paragraph("  ", `${intended}.`)],
		...isToRepeat ? [
			paragraph("  ", lead),
			"",
			...command.map((line) => `    ${line}`)
		] : []
	].join("\n");
}
function heldSection(run, judgement) {
	const held = heldTolerance(run, judgement);
	return held === void 0 ? "" : paragraph("", `${capitalized(held)}.`);
}

// src/report/formats.ts
/** The report of one or several runs; JSON is one document for one run and a list for several. */
function renderAs(format, runs, color) {
	switch (format) {
		case "text": return logLines(runs.map((judged) => renderText({
			...judged,
			color
		})).join("\n\n"), color);
		case "markdown": return runs.map((judged) => renderMarkdown({
			...judged,
			limit: Number.POSITIVE_INFINITY
		})).join("\n\n");
		case "json": return runs.length === 1 ? runs.map(renderJson).join("") : `[${runs.map(renderJson).join(",\n")}]\n`;
		default: return format;
	}
}
/** The report for programs, as text (`jsonReport`). */
function renderJson(content) {
	return jsonText(jsonReport(content));
}
/**
* The report for programs, version 1: verdict, judgement, claims, the table, and which run it is
* about. Base units (bytes per second, seconds); the rounds themselves are in the run document.
* Reasons are data, with their words as `text` beside them.
*/
function jsonReport({ run, judgement, claims }) {
	const { tool, startedAt, randomSeed, fingerprint, environment, rounds, caveats } = run;
	return {
		schema: 1,
		verdict: judgement.verdict,
		passed: judgement.passed,
		run: {
			tool,
			startedAt,
			randomSeed,
			fingerprint,
			environment,
			rounds: rounds.length,
			caveats
		},
		judgement: {
			...judgement,
			cells: judgement.cells.map(({ reason, ...cell }) => ({
				...cell,
				...reason !== void 0 && { reason: {
					...reason,
					text: reasonText(reason)
				} }
			}))
		},
		caveats: caveatTexts(run, judgement),
		claims: claims.map(({ columns, ...claim }) => ({
			...claim,
			columns: columns.map((column) => ({
				...column,
				evidence: evidenceText(column.evidence)
			}))
		})),
		storedBases: storedBasesOf(run),
		table: throughputTable(run)
	};
}
/** The run in which nothing changed, for a terminal: its ordinary report under a title. */
function renderUnchanged(unchanged, color) {
	return `${paintFor(color).bold("Selftest, 1 of 2: nothing changed, head and base are the same disks")}\n\n${renderText({
		...unchanged,
		color
	})}\n`;
}
/**
* The comparison of the run with a known loss, for a terminal, and the conclusion of the selftest.
*/
function renderKnownLoss(found, color) {
	const paint = paintFor(color);
	const { unchanged, knownLoss, layers, loss = 0, problems } = found;
	const title = `Selftest, 2 of 2: a known loss, ${layers} needless nodes of QEMU below the head`;
	const conclusion = problems.length === 0 ? `Selftest passed: unchanged disks read ${unchanged.judgement.verdict}, a real loss of ${formatShare(loss)} regressed` : "Selftest FAILED";
	return [
		paint.bold(title),
		"",
		textComparison({
			...knownLoss,
			paint
		}),
		"",
		paint.bold(conclusion),
		...problems.map((problem) => paragraph("  - ", problem)),
		""
	].join("\n");
}
/**
* A selftest for programs, version 1: whether it passed, what is wrong, the measured loss as a
* fraction, and the reports of both runs as `run --format json` has them.
*/
function renderSelftestJson({ unchanged, knownLoss, layers, loss, problems }) {
	const found = {
		schema: 1,
		passed: problems.length === 0,
		problems,
		unchanged: jsonReport(unchanged),
		layers,
		loss,
		knownLoss: jsonReport(knownLoss)
	};
	return jsonText(found);
}

// src/cli/documents.ts
/** Writes a run document for the user. */
async function writeRun(path, run) {
	await writeOutput(path, encodeRun(run));
}
/** Writes a file that the user named; failing is an error of the argument. */
async function writeOutput(path, text) {
	try {
		await writeWhole(path, text);
	} catch (cause) {
		throw unwritable(path, cause);
	}
}
/**
* Checks that a file can be written before minutes of measuring; `bad-argument` if not. It writes
* nothing.
*/
async function requireOutput(path) {
	if (path === void 0) return;
	try {
		const exists = await stat(path).then((facts) => !facts.isDirectory() || Promise.reject(/* @__PURE__ */ new Error("it is a directory")), (error) => error.code !== "ENOENT" && Promise.reject(error));
		await access(exists ? path : dirname(path), constants$1.W_OK);
	} catch (cause) {
		throw unwritable(path, cause);
	}
}
function unwritable(path, cause) {
	const facts = {
		problem: `${path} can't be written`,
		why: messageOf(cause),
		remedy: "give the path of a file, in a directory that exists and that you may write to",
		path
	};
	return new GateError("bad-argument", facts, { cause });
}
/** Keeps the run document of a command while its run is judged and stored. */
function keepDocument({ out, directory, baseline, terminal }) {
	/** Where the finished run is. */
	let place;
	const keepUnnamed = async (run) => {
		if (place !== void 0) await writeRun(place, run);
		place ??= await writeNew(join(directory, "storage-gate-unstored"), run);
	};
	return {
		/**
		* To `--out`, or under a name of its own until it is stored: from here on nothing loses it.
		* What trouble cut short is kept too, for whoever looks into it, but not what was cancelled.
		*/
		keep: async (run) => {
			if (run.stop.reason === "trouble") {
				const unnamed = terminal.signal.aborted ? void 0 : "storage-gate-unfinished.json";
				const path = out ?? (unnamed && join(directory, unnamed));
				if (path !== void 0) await writeRun(path, run);
				if (unnamed !== void 0) terminal.say(`the rounds measured so far are in ${path}`);
			} else if (out === void 0) await keepUnnamed(run).catch(() => void 0);
			else try {
				await writeRun(out, run);
				place = out;
			} catch (error) {
				await keepUnnamed(run).catch(() => void 0);
				throw error;
			}
		},
		/** Once the run is where it should be, only what was named stays. */
		settle: async () => {
			if (place !== void 0 && place !== out) await rm(place, { force: true });
		},
		/** Throws what it is given; where the run is that took minutes is said first. */
		rescue: async (error) => {
			if (place !== void 0) {
				const record = `storage-gate record ${quoteForShell(place)} --baseline ${quoteForShell(baseline)}`;
				terminal.say(`the run is kept in ${place}; if it is not stored, \`${record}\` stores it`);
			}
			throw error;
		}
	};
}
/** Under a name that is free: what another run left there took minutes too. */
async function writeNew(stem, run) {
	for (let number = 1;; number += 1) {
		const path = number === 1 ? `${stem}.json` : `${stem}-${number}.json`;
		try {
			await (await open(path, "wx")).close();
		} catch (cause) {
			if (hasCode(cause, "EEXIST")) continue;
			throw unwritable(path, cause);
		}
		await writeRun(path, run);
		return path;
	}
}

// src/cli/commands.ts
/** `storage-gate run`: measure, judge, report, record. Exit status 1 where the gate failed. */
async function runCommand(options, terminal) {
	const settings = await settingsFrom(options);
	const location = locate(settings.baseline);
	const whyNot = whyNotRecorded(location, options);
	const out = textOf$1(options.out);
	await requireOutput(out);
	await using store = await openAt(location, terminal);
	const kept = keepDocument({
		out,
		directory: ".",
		baseline: describeStore(location),
		terminal
	});
	const context = await surroundings(terminal, options);
	const outcome = await runGate({
		...settings,
		...context,
		publish: async (judged) => terminal.print(renderAs(formatOf$1(options), [judged], terminal.color)),
		ancestry: await ancestryOf(context.commit, location, terminal),
		store,
		record: whyNot === void 0,
		keep: kept.keep
	}).catch(kept.rescue);
	await kept.settle();
	terminal.say(whyNot === void 0 ? `stored as ${outcome.recordedAt}` : `not stored: ${whyNot}`);
	return outcome.judgement.passed ? 0 : 1;
}
/** Why the run of `storage-gate run` does not join its store; undefined where it does. */
function whyNotRecorded(location, { record }) {
	if (isReadOnly(location)) return `${describeStore(location)} is a single run`;
	return record === false ? "--no-record was given" : void 0;
}
/** `storage-gate measure`: a run document and nothing else. */
async function measureCommand(options, terminal) {
	const settings = await settingsFrom(options);
	const out = textOf$1(options.out) ?? "run.json";
	await requireOutput(out);
	const { keep, rescue } = keepDocument({
		out,
		directory: ".",
		baseline: "dir:PATH",
		terminal
	});
	const context = await surroundings(terminal, options);
	const { run, trouble } = await measure({
		...settings,
		...context,
		keep
	}).catch(rescue);
	if (trouble === void 0 || run.rounds.length > 0) await keep(run);
	if (trouble !== void 0) throw trouble;
	terminal.say(`the run document is ${out}`);
	return 0;
}
/**
* `storage-gate compare`: judges stored documents again, without QEMU. Exit status 1 if the gate
* failed. A baseline that was named must exist: with a mistyped one every run would pass as "no
* earlier run".
*/
async function compareCommand(paths, options, terminal) {
	const runs = await Promise.all(paths.map(readRunFile));
	const configFile = await configFileOf(options);
	const { policy, baseline } = requirePolicy({
		raw: rawSettings(options),
		configFile,
		origin: "cli"
	}, runs);
	const location = locate(baseline);
	await using store = await openAt(location, terminal, baseline !== void 0);
	const judged = [];
	for (const run of runs) {
		const ancestry = await ancestryOf(commitOf(run), location, terminal);
		judged.push(await judgeAgainst({
			run,
			store,
			policy,
			ancestry
		}));
	}
	const report = renderAs(formatOf$1(options), judged, terminal.color && options.out === void 0);
	const out = textOf$1(options.out);
	if (out === void 0) terminal.print(report);
	else await writeOutput(out, report);
	return judged.some(({ judgement }) => !judgement.passed) ? 1 : 0;
}
/** `storage-gate record`: run documents into a store. */
async function recordCommand(paths, options, terminal) {
	const runs = await Promise.all(paths.map(async (path) => ({
		path,
		run: await readRunFile(path)
	})));
	for (const each of runs) refuseNoBaseline(each.path, each.run);
	await using store = await openAt(locate(options.baseline), terminal);
	const before = (await store.entries()).map((entry) => entry.path);
	const stored = await store.append(runs.map(({ run }) => run));
	for (const [index, { path }] of runs.entries()) {
		const place = stored[index] ?? "";
		const isKnown = before.some((known) => place === known || place.endsWith(`:${known}`));
		terminal.say(`${path} ${isKnown ? "was already stored" : "stored"} as ${place}`);
	}
	return 0;
}
/**
* Refuses runs against which nobody should be judged. Runs that were disturbed are stored, and
* marked as such.
*/
function refuseNoBaseline(path, run) {
	if (run.stop.reason !== "trouble") return;
	throw new GateError("bad-document", {
		problem: `${path} was ended by trouble in round ${run.rounds.length + 1}, so it cannot be a baseline`,
		remedy: "record a run that ended as planned",
		path
	});
}
/** What a run needs besides its settings: the commit is that of the repository we stand in. */
async function surroundings(terminal, { yes }) {
	const { cacheDirectory, onProgress, signal } = terminal;
	const install = () => terminal.ensurePackages(yes === true);
	return {
		commit: await askGit("rev-parse", "--verify", "HEAD") ?? null,
		cacheDirectory,
		toolVersion,
		onProgress,
		signal,
		install
	};
}
/**
* What lies before a commit in the clone that we stand in; where runs come from its remote, that is
* asked for what the clone lacks. Undefined where nobody knows the commit.
*/
async function ancestryOf(commit, { kind }, { cacheDirectory, signal }) {
	if (commit === null) return void 0;
	const cwd = process.cwd();
	return findAncestors({
		cwd,
		commit,
		remote: kind === "git" ? () => remoteOfClone(cwd, signal) : void 0,
		cacheDirectory,
		signal
	});
}
/** What git says here; undefined where it has nothing to say, or is missing. */
async function askGit(...args) {
	try {
		const { stdout, exitCode } = await runGit({
			args,
			accept: [
				0,
				1,
				128
			]
		});
		return exitCode === 0 ? stdout.trim() : void 0;
	} catch (error) {
		if (error instanceof GateError && error.code === "store-unusable") return void 0;
		throw error;
	}
}
function formatOf$1(options) {
	const format = textOf$1(options.format);
	return format === "markdown" || format === "json" ? format : "text";
}

// src/cli/acknowledge.ts
/**
* `storage-gate acknowledge`: accepts the level of the newest runs as what the default branch
* delivers from now on.
*/
async function acknowledgeCommand(options, terminal) {
	const reason = required(textOf$1(options.reason), "--reason TEXT", "say why this level is the right one");
	const last = countOf(options["last"], {
		where: "--last",
		least: 1,
		most: 30
	}) ?? 5;
	const by = textOf$1(options.by) ?? required(await askGit("config", "user.name"), "--by NAME", "say who accepts it");
	const patterns = listOf(options.cell) ?? [];
	await using store = await openNamed(options, terminal);
	const series = pickSeries(await seriesOf(store), textOf$1(options.environment), options);
	const runs = await newestEligible(store, series, last);
	const acknowledgement = acknowledge({
		acknowledgedAt: (/* @__PURE__ */ new Date()).toISOString(),
		by,
		reason,
		toolVersion,
		runs,
		covers: (cell) => patterns.length === 0 || patterns.some((pattern) => matches(cell, pattern))
	});
	const used = runs.map(({ run }) => run);
	const { levels } = acknowledgement;
	if (levels.length === 0) throw noCell(patterns, used.flatMap(headCells));
	const before = await levelsBefore(store, series, levels);
	const path = await store.acknowledge(acknowledgement);
	terminal.print(renderAcknowledgement({
		levels,
		before,
		runs: used
	}));
	terminal.say(`acknowledged by ${by}, from ${formatCount(runs.length, "run")}: ${path}`);
	warnOfUnlike(used, levels, terminal);
	return 0;
}
function required(text, option, remedy) {
	if (text !== void 0 && text.trim() !== "") return text;
	throw new GateError("bad-argument", {
		problem: `${option} is missing`,
		remedy
	});
}
async function newestEligible(store, series, last) {
	const eligible = (await readEnough(store, series.runs, {
		...newestDocuments,
		wanted: last,
		most: 4 * Math.max(5, last)
	})).flatMap(({ entry, wanted: run }) => run === void 0 ? [] : [{
		run,
		digest: documentDigest(run, entry.name)
	}]);
	if (eligible.length > 0) return eligible.slice(0, last);
	throw new GateError("bad-argument", {
		problem: "none of the newest stored runs can be a baseline, so they have no level to acknowledge",
		remedy: "record a run that ends as planned on a quiet host"
	});
}
/** The accepted level of each cell until now, in the order of the cells. */
async function levelsBefore(store, series, cells) {
	const runs = (await readEnough(store, series.runs.toReversed(), oldestDocuments)).flatMap(({ wanted }) => wanted ?? []);
	const acknowledgements = (await store.read(series.acknowledgements)).flatMap((file) => "acknowledgement" in file ? [file.acknowledgement] : []);
	return cells.map((cell) => {
		const level = acceptedLevel(cell, {
			runs,
			acknowledgements
		});
		return level === void 0 ? void 0 : Math.exp(level.logValue);
	});
}
/**
* Warns about runs that differ: the mean of runs before and after a loss matches neither, and a
* baseline of both shows nothing.
*/
function warnOfUnlike(runs, cells, terminal) {
	const throughputs = cells.filter(({ metric }) => metric === "throughput");
	const unlike = findUnlikeRuns(runs, throughputs.length === 0 ? cells : throughputs);
	if (unlike === void 0) return;
	const { cell, low, high, alike } = unlike;
	const range = `${formatValue(cell.metric, low)} to ${formatValue(cell.metric, high)}`;
	terminal.say(`warning: these runs are not alike (${cellText(cell)}: ${range}), so their mean matches none of them; acknowledge again with --last ${alike} for what only the newest ${alike === 1 ? "one delivers" : `${alike} deliver`}`);
}
/** Parts of a pattern may be `*`. */
function matches(cell, pattern) {
	const parts = pattern.split("/");
	const names = [
		cell.arm,
		cell.workload,
		cell.metric
	];
	return names.every((name, index) => parts[index] === "*" || parts[index] === name) && parts.length === names.length;
}
function noCell(patterns, cells) {
	const known = formatList([...new Set(cells.map(cellText))], 10);
	return new GateError("bad-argument", {
		problem: patterns.length === 0 ? "the newest stored runs have no cell in common" : `--cell ${patterns.join(", --cell ")} names no cell that all of the newest stored runs have`,
		remedy: known === "" ? "record a run in which a disk was measured" : `cells are ${known}`
	});
}

// src/source/text.ts
/** The most bytes that a definition may have. */
const mostBytes = 2 ** 20;
/** The most levels that a definition may nest. */
const mostLevels = 64;
/** The most characters of a value that a message quotes. */
const mostQuoted = 80;
/**
* A text that readers may be given: small, in UTF-8, without its byte order mark, and not nested so
* deeply that a parser would be in trouble. Line ends stay as they are.
*/
function boundedText({ path, text }) {
	if (/^(?:\uFFFD{2}|[^\0]\0|\0[^\0])/.test(text)) return reject(path, "is in UTF-16", "write it in UTF-8: iconv -f utf-16 -t utf-8 does");
	const nul = text.indexOf("\0");
	if (nul >= 0) return reject(placeAt(path, text, nul), "has a NUL character", "give a file of text");
	if (text.length > mostBytes || new TextEncoder().encode(text).length > mostBytes) return reject(path, "is larger than 1 MiB", "give the definition of one guest");
	const broken = text.indexOf("�");
	if (broken >= 0) return reject(placeAt(path, text, broken), "is not UTF-8", "write it in UTF-8");
	const deep = tooDeepAt(text);
	if (deep !== void 0) return tooDeep(placeAt(path, text, deep));
	return accept({
		path,
		text: text.replace(/^\uFEFF/, "")
	});
}
/** That a definition nests too deeply. */
function tooDeep(place) {
	return {
		ok: false,
		rejections: [{
			path: place,
			problem: `nests more than ${64} levels deep`,
			remedy: "give a plain definition"
		}]
	};
}
/** Where brackets that are open nest too deeply; undefined where they don't. */
function tooDeepAt(text) {
	let level = 0;
	for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
		level = bracket === "[" || bracket === "{" ? level + 1 : Math.max(0, level - 1);
		if (level > 64) return index;
	}
}
/** Tells the line, from 1, in which an offset of the text lies. */
function lineFinder(text) {
	const starts = [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (end) => end.index + end[0].length)];
	return (offset) => {
		let low = 0;
		let high = starts.length;
		while (high - low > 1) {
			const middle = low + high >> 1;
			if ((starts[middle] ?? 0) <= offset) low = middle;
			else high = middle;
		}
		return low + 1;
	};
}
/** A place of a definition, as messages name it: `vms/prod.xml:12`. */
function placeOf(path, line) {
	return line === void 0 ? path : `${path}:${line}`;
}
function placeAt(path, text, offset) {
	return placeOf(path, lineFinder(text)(offset));
}
/** A value as a message quotes it: printable, and its first characters alone where it is long. */
function quoted(value) {
	const printable = value.replace(/\s+/g, " ").replace(/\p{C}/gu, "?");
	return printable.length > mostQuoted ? `${printable.slice(0, 79)}…` : printable;
}
/**
* Whether a value is a place for one: `{{ name }}`, `${name}`, `$NAME`, `%NAME%`, `@NAME@`,
* `#{name}`, `<%= name %>`. Only fields that can't change a figure may have one.
*/
function hasPlaceholder(value) {
	return /\{\{|\{%|<%|[$#]\{|\$\(|\$[A-Za-z_]|%[A-Za-z_]\w*%|@[A-Za-z_]\w*@/.test(value);
}

// src/source/fill.ts
/**
* What no definition of a guest says: how the image is made, which is the gate's, and whether there
* is a raw node, which is up to the version of libvirt; arguments of QEMU say that themselves.
*/
const gatesOwn = [
	"size",
	"cluster_size",
	"preallocation",
	"lazy_refcounts",
	"extended_l2",
	"raw-node"
];

// src/source/definition.ts
/** Formats that are read; named as `format:` names them. */
const sourceFormats = [
	"libvirt",
	"qemu",
	"proxmox",
	"kubevirt",
	"terraform"
];

// src/source/recognise.ts
/**
* What a text of a format has, whatever its file is called. No sign crosses lines but from the
* first one, so that none takes long.
*/
const signs = {
	libvirt: /^\s*(?:<\?[^>]*>\s*)?(?:<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>\s*)?<(?:domain|disk)[\s>/]/,
	kubevirt: /^[ \t-]*(?:[{[][^\n]*)?["']?apiVersion["']?[ \t]*:[ \t]*["']?(?:[\w-]+\.)?kubevirt\.io\//m,
	terraform: /^\s*\{\s*(?:"[^"]*"\s*:\s*(?:"[^"]*"|\w+|[\d.]+)\s*,\s*)*"format_version"\s*:/,
	proxmox: /^(?:(?:scsi|virtio|sata|ide|mp|efidisk|unused)\d+|rootfs|scsihw|bootdisk):/m,
	qemu: new RegExp(`(?<![^])\\s*\\[\\s*"|^(?:[^#\\n]*?(?:[;&|(=@]|:-|\\b(?:exec|sudo|env|then|do|else|nohup|time)[ \\t])[ \\t]*["']?|[ \\t]*)(?:[\\w./~\${}-]*/)?(?:qemu-system-\\w+|qemu-kvm)(?![\\w-])|^[ \\t]*(?:(?:exec|sudo)[ \\t]+)*(?:/[\\w/.-]*/)?kvm(?=[ \\t]+-|[ \\t]*\\\\?\$)`, "m")
};
/** They are no text with values, so they are never read. */
const programs$1 = [
	{
		what: "a Vagrantfile is a program",
		sign: /^[ \t]*Vagrant\.configure\b/m,
		give: "what `virsh dumpxml NAME` prints after `vagrant up`"
	},
	{
		what: "Nix is a program",
		sign: /^[ \t]*virtualisation\.[\w.]+[ \t]*=|\blib\.mk(?:Force|Default|If)\b|^\{[ \w,?]*\.\.\.[ ]*\}[ ]*(?:@[ ]*\w+)?:/m,
		give: "the run script that it builds: result/bin/run-NAME-vm"
	},
	{
		what: "HCL is a program",
		sign: /^source[ \t]+"[\w-]+"[ \t]+"[\w-]+"[ \t]*\{/m,
		give: "the command that Packer logs with PACKER_LOG=1, after \"Executing\""
	},
	{
		what: "HCL is a program",
		sign: /^(?:resource|data|module|variable|provider|locals|terraform|output)\b[ \t\w"-]*\{[ \t]*(?:#.*)?$/m,
		at: /^resource[ \t]+"\w*(?:domain|_vm|qemu)\w*"/m,
		give: "what `terraform show -json PLAN` prints, or `virsh dumpxml NAME`"
	},
	{
		what: "virt-install chooses what its options leave open",
		sign: /^(?:[^#\n]*?[ \t;&|(/])?virt-install[ \t\\]/m,
		at: /--disk\b/,
		give: "what `virt-install --print-xml` prints with the same options"
	},
	{
		what: "source code is a program",
		sign: /^(?:#!.*\b(?:python|perl|ruby|node)|(?:(?:#!|\/\/).*\n\s*)*(?:package \w|use strict;|(?:from [\w.]+ )?import ["'{*\w]))/,
		give: "the arguments that it starts QEMU with, as a JSON array"
	}
];
/** Statements that choose between parts of a text; a value alone is no more than a placeholder. */
const templates = [
	{
		what: "a Helm template",
		sign: /\{\{-?\s*(?:if|else|end|range|with|define|template|include|toYaml|tpl|\.(?:Values|Release|Chart|Files|Capabilities))\b[^\n}]*/,
		command: "helm template"
	},
	{
		what: "a Jinja template",
		sign: /\{%[-+]?\s*(?:if|elif|else|endif|for|endfor|set|block|macro|include|extends|import|from|raw|with|filter|call)\b[^\n]*/,
		command: "jinja2 FILE"
	},
	{
		what: "an ERB template",
		sign: /<%[-=]?\s[^\n]*/,
		command: "erb FILE"
	}
];
/** Signs of templates in a text that no parser takes. */
const looseTemplates = [
	...templates,
	{
		what: "a Mako template",
		sign: /^[ \t]*%[ \t]*(?:if|elif|else|endif|for|endfor|while|def)\b[^\n]*|<%[^\n]*/m,
		command: "mako-render FILE"
	},
	{
		what: "a template",
		sign: /\{\{[^\n]*|\$\{[^\n]*/,
		command: "envsubst or its own tool"
	}
];
/**
* The format of a text, by its content. Programs and templates are answered with the one command
* that makes of them what can be read.
*/
function recogniseFormat(source) {
	const { path, text } = source;
	const code = withoutComments(text);
	const isXml = code.trimStart().startsWith("<");
	const found = sourceFormats.filter((format) => (!isXml || format === "libvirt") && signs[format].test(code));
	const program = isXml ? void 0 : programs$1.find(({ sign }) => sign.test(code));
	const [format, other] = found;
	if (program !== void 0 && (format === void 0 || format === "qemu")) return refuseProgram(program, source, code);
	const template = templateIn(source, templates);
	if (template !== void 0) return {
		ok: false,
		rejections: [template]
	};
	const remedy = `write format: with one of ${sourceFormats.join(", ")}`;
	if (format === void 0) {
		const loose = templateIn(source);
		if (loose !== void 0) return {
			ok: false,
			rejections: [loose]
		};
		return reject(path, "is no definition of a guest that the gate knows", remedy);
	}
	if (other !== void 0) return reject(path, `looks like ${found.join(" and like ")}`, remedy);
	return accept(format);
}
function refuseProgram({ what, sign, at, give }, { path, text }, code) {
	const offset = (at?.exec(code) ?? sign.exec(code))?.index ?? 0;
	const start = offset + (/^\s*/.exec(code.slice(offset))?.[0].length ?? 0);
	return reject(placeOf(path, lineFinder(text)(start)), what, `give ${give}`);
}
/**
* That a text which its parser refuses is a template, with the line of its first statement, or else
* `line`; undefined where it has no sign of one.
*/
function templateIn({ path, text }, known = looseTemplates, line) {
	const code = withoutComments(text);
	const [first] = known.flatMap((each) => {
		const mark = each.sign.exec(code);
		return mark === null ? [] : [{
			...each,
			mark,
			isStatement: templates.includes(each)
		}];
	});
	if (first === void 0) return void 0;
	const { what, command, mark, isStatement } = first;
	const start = mark.index + mark[0].length - mark[0].trimStart().length;
	const problem = `${what} (${quoted(mark[0].trim())}), which the gate does not run`;
	const remedy = `render it in a step before (${command}), at head and base, and give both: from: { head: …, base: … }`;
	const at = isStatement || line === void 0 ? lineFinder(text)(start) : line;
	return {
		path: placeOf(path, at),
		problem,
		remedy
	};
}
/** The text with blanks in place of the comments of XML and of lines that are one. */
function withoutComments(text) {
	const isXml = text.trimStart().startsWith("<");
	const blank = (comment) => comment.replace(/[^\r\n]/g, " ");
	if (!isXml) return text.replace(/^[ \t]*#(?!!).*/gm, blank);
	let code = "";
	let from = 0;
	for (;;) {
		const start = text.indexOf("<!--", from);
		const end = start < 0 ? -1 : text.indexOf("-->", start + 4);
		if (end < 0) return code + text.slice(from);
		code += text.slice(from, start) + blank(text.slice(start, end + 3));
		from = end + 3;
	}
}

// src/source/libvirt/classes.ts
const device$1 = "changes the device, and the gate can't set it";
const sameStorage = "is storage that QEMU does not reach as a file";
/** Fields of a mode by the names of libvirt. */
const mapped$1 = {
	"driver@type": "format",
	"driver@cache": "cache",
	shareable: "cache",
	"driver@io": "aio",
	"@type": "bus",
	"@device": "bus",
	"target@bus": "bus",
	"target@dev": "bus",
	"address@type": "bus",
	"address@controller": "bus",
	"driver@iothread": "iothread",
	"driver@queues": "num-queues",
	"driver@queue_size": "queue-size",
	"driver/iothreads": "iothread-vq-mapping",
	"driver@discard": "discard",
	"driver@detect_zeroes": "detect-zeroes",
	"blockio@logical_block_size": "logical_block_size",
	"blockio@physical_block_size": "physical_block_size"
};
const address = "address@domain address@bus address@slot address@function address@multifunction address@target address@unit address@base address@port address@reg address@iobase address@irq address@cssid address@ssid address@devno address/zpci@uid address/zpci@fid alias@name acpi@index";
const neutral$1 = `${address} @snapshot serial wwn vendor product boot@order boot@loadparm geometry@cyls geometry@heads geometry@secs geometry@trans driver@error_policy driver@rerror_policy target@tray target@removable source@file source@dev source@index source@startupPolicy source/seclabel@model source/seclabel@relabel source/seclabel@labelskip source/seclabel/label`;
const told$1 = [
	["target@rotation_rate", "is said to the guest, which the gate's disk does not do"],
	[
		"@model",
		"is a variant of the device; the gate's is virtio",
		void 0,
		"virtio"
	],
	["source@pool source@volume source@mode", "is taken as a file, since the text can't tell"]
];
const refused$1 = [
	[
		"driver@name",
		"is another driver than QEMU",
		void 0,
		"qemu"
	],
	[
		"driver@copy_on_read",
		"copies what is read into the image",
		"without",
		"off"
	],
	[
		"driver@packed driver@ats driver@iommu driver@page_per_vq",
		device$1,
		"without",
		"off"
	],
	[
		"driver@event_idx driver@ioeventfd",
		device$1,
		"without",
		"on"
	],
	[
		"driver@discard_no_unref",
		"keeps clusters of qcow2, and the gate can't",
		"without",
		"off"
	],
	[
		"driver/metadata_cache",
		"sizes both caches of qcow2 (cache-size) as one",
		"without"
	],
	[
		"blockio@discard_granularity",
		device$1,
		"without"
	],
	[
		"iotune",
		"limits the disk, so that the limit would be the result",
		"without",
		"0"
	],
	[
		"driver/statistics",
		"counts each request, and the gate does not",
		"without"
	],
	[
		"throttlefilters",
		"limits the disk, so that the limit would be the result",
		"without"
	],
	["transient", "writes to an overlay that is thrown away, whatever cache= says"],
	["readonly", "keeps the guest from writing, which workloads do"],
	["encryption source/encryption", "encrypts each request, and the gate does not"],
	["mirror", "is a block job that runs"],
	[
		"backingStore",
		"is a layer below the image, which the gate has not",
		"without"
	],
	["@rawio @sgio source/reservations", "passes SCSI commands to a device of the host"],
	["source/slices", "is a part of a file, and the gate takes a whole one"],
	["source@fdgroup source/privateData privateData backenddomain", "is known at run time alone"],
	["source/dataStore", "is a second file of the image, which the gate has not"],
	["auth source/auth source@protocol source@name source@query source@tls", sameStorage],
	["source@tlsHostname source/host source/identity source/config source/snapshot", sameStorage],
	["source/initiator source/ssl source/cookies source/readahead source/timeout", sameStorage],
	["source/reconnect source/knownHosts source@dir source@path source@type", sameStorage],
	["source@managed source@namespace source/address", sameStorage]
];
/** Every field under a disk. */
const diskFields = byPath([
	...Object.entries(mapped$1).map(([path, to]) => ({
		path,
		class: {
			kind: "mapped",
			to
		}
	})),
	...neutral$1.split(" ").map((path) => ({
		path,
		class: { kind: "neutral" }
	})),
	...told$1.flatMap(([paths, says, , usual]) => paths.split(" ").map((path) => ({
		path,
		class: {
			kind: "told",
			says
		},
		usual
	}))),
	...refused$1.flatMap(rowsOf$1)
]);
const onController = [
	[
		"driver@packed driver@ats driver@iommu driver@page_per_vq",
		device$1,
		"without",
		"off"
	],
	[
		"driver@event_idx driver@ioeventfd",
		device$1,
		"without",
		"on"
	],
	[
		"driver@cmd_per_lun driver@max_sectors",
		device$1,
		"without"
	]
];
/** Every field under a controller of SCSI disks. */
const controllerFields = byPath([
	...[
		"@type bus",
		"@index bus",
		"@model bus",
		"driver@queues num-queues",
		"driver@iothread iothread"
	].map((pair) => pair.split(" ")).map(([path, to]) => ({
		path,
		class: {
			kind: "mapped",
			to
		}
	})),
	...`${address} address@type address@controller`.split(" ").map((path) => ({
		path,
		class: { kind: "neutral" }
	})),
	...onController.flatMap(rowsOf$1)
]);
function byPath(fields) {
	return new Map(fields.map((field) => [field.path, field]));
}
function rowsOf$1([paths, why, accepts, usual]) {
	const base = {
		kind: "refused",
		why
	};
	const kind = accepts === void 0 ? base : {
		...base,
		accepts
	};
	return paths.split(" ").map((path) => ({
		path,
		class: kind,
		usual
	}));
}
/** Kinds of storage by `type=` of a disk that QEMU does not reach as a file. */
const refusedTypes = /* @__PURE__ */ new Map([
	["network", "is on a network, with a cache of its own"],
	["dir", "is a directory shown as a disk"],
	["nvme", "is a drive that QEMU drives itself, without the kernel"],
	["vhostuser", "is vhost-user: QEMU does no I/O for it"],
	["vhostvdpa", "is vDPA: QEMU does no I/O for it"]
]);
/** Values of the fields that are words; what is not here is refused. */
const words$1 = {
	"driver@type": [
		"raw",
		"qcow2",
		"aio"
	],
	"driver@cache": [
		"default",
		"none",
		"writeback",
		"writethrough",
		"directsync",
		"unsafe"
	],
	"driver@io": [
		"threads",
		"native",
		"io_uring"
	],
	"driver@discard": ["ignore", "unmap"],
	"driver@detect_zeroes": [
		"off",
		"on",
		"unmap"
	]
};
/** Buses that libvirt guesses from the first letters of a target. */
const guessedBuses = /* @__PURE__ */ new Map([
	["vd", "virtio"],
	["hd", "ide"],
	["sd", "scsi"],
	["xvd", "xen"],
	["fd", "fdc"],
	["ubd", "uml"]
]);

// node_modules/@rgrove/parse-xml/dist/lib/StringScanner.js
const emptyString$1 = "";
const surrogatePair = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
/** @private */
var StringScanner = class {
	constructor(string) {
		this.charCount = this.charLength(string, true);
		this.charIndex = 0;
		this.length = string.length;
		this.multiByteMode = this.charCount !== this.length;
		this.string = string;
		if (this.multiByteMode) {
			let charsToBytes = [];
			for (let byteIndex = 0, charIndex = 0; charIndex < this.charCount; ++charIndex) {
				charsToBytes[charIndex] = byteIndex;
				byteIndex += string.codePointAt(byteIndex) > 65535 ? 2 : 1;
			}
			this.charsToBytes = charsToBytes;
		}
	}
	/**
	* Whether the current character index is at the end of the input string.
	*/
	get isEnd() {
		return this.charIndex >= this.charCount;
	}
	/**
	* Returns the number of characters in the given string, which may differ from
	* the byte length if the string contains multibyte characters.
	*/
	charLength(string, multiByteSafe = this.multiByteMode) {
		return multiByteSafe ? string.replace(surrogatePair, "_").length : string.length;
	}
	/**
	* Advances the scanner by the given number of characters, stopping if the end
	* of the string is reached.
	*/
	advance(count = 1) {
		this.charIndex = Math.min(this.charCount, this.charIndex + count);
	}
	/**
	* Returns the byte index of the given character index in the string. The two
	* may differ in strings that contain multibyte characters.
	*/
	charIndexToByteIndex(charIndex = this.charIndex) {
		return this.multiByteMode ? this.charsToBytes[charIndex] ?? Infinity : charIndex;
	}
	/**
	* Consumes and returns the given number of characters if possible, advancing
	* the scanner and stopping if the end of the string is reached.
	*
	* If no characters could be consumed, an empty string will be returned.
	*/
	consume(charCount = 1) {
		let chars = this.peek(charCount);
		this.advance(charCount);
		return chars;
	}
	/**
	* Consumes and returns the given number of bytes if possible, advancing the
	* scanner and stopping if the end of the string is reached.
	*
	* It's up to the caller to ensure that the given byte count doesn't split a
	* multibyte character.
	*
	* If no bytes could be consumed, an empty string will be returned.
	*/
	consumeBytes(byteCount) {
		let byteIndex = this.charIndexToByteIndex();
		let result = this.string.slice(byteIndex, byteIndex + byteCount);
		this.advance(this.charLength(result));
		return result;
	}
	/**
	* Consumes and returns all characters for which the given function returns
	* `true`, stopping when `false` is returned or the end of the input is
	* reached.
	*/
	consumeMatchFn(fn) {
		let { length, multiByteMode, string } = this;
		let startByteIndex = this.charIndexToByteIndex();
		let endByteIndex = startByteIndex;
		if (multiByteMode) while (endByteIndex < length) {
			let char = string[endByteIndex];
			let isSurrogatePair = char >= "\ud800" && char <= "\udbff";
			if (isSurrogatePair) char += string[endByteIndex + 1];
			if (!fn(char)) break;
			endByteIndex += isSurrogatePair ? 2 : 1;
		}
		else while (endByteIndex < length && fn(string[endByteIndex])) ++endByteIndex;
		return this.consumeBytes(endByteIndex - startByteIndex);
	}
	/**
	* Consumes the given string if it exists at the current character index, and
	* advances the scanner.
	*
	* If the given string doesn't exist at the current character index, an empty
	* string will be returned and the scanner will not be advanced.
	*/
	consumeString(stringToConsume) {
		let { length } = stringToConsume;
		let byteIndex = this.charIndexToByteIndex();
		if (stringToConsume === this.string.slice(byteIndex, byteIndex + length)) {
			this.advance(length === 1 ? 1 : this.charLength(stringToConsume));
			return stringToConsume;
		}
		return emptyString$1;
	}
	/**
	* Consumes characters until the given global regex is matched, advancing the
	* scanner up to (but not beyond) the beginning of the match. If the regex
	* doesn't match, nothing will be consumed.
	*
	* Returns the consumed string, or an empty string if nothing was consumed.
	*/
	consumeUntilMatch(regex) {
		let matchByteIndex = this.string.slice(this.charIndexToByteIndex()).search(regex);
		return matchByteIndex > 0 ? this.consumeBytes(matchByteIndex) : emptyString$1;
	}
	/**
	* Consumes characters until the given string is found, advancing the scanner
	* up to (but not beyond) that point. If the string is never found, nothing
	* will be consumed.
	*
	* Returns the consumed string, or an empty string if nothing was consumed.
	*/
	consumeUntilString(searchString) {
		let byteIndex = this.charIndexToByteIndex();
		let matchByteIndex = this.string.indexOf(searchString, byteIndex);
		return matchByteIndex > 0 ? this.consumeBytes(matchByteIndex - byteIndex) : emptyString$1;
	}
	/**
	* Returns the given number of characters starting at the current character
	* index, without advancing the scanner and without exceeding the end of the
	* input string.
	*/
	peek(count = 1) {
		let { charIndex, string } = this;
		return this.multiByteMode ? string.slice(this.charIndexToByteIndex(charIndex), this.charIndexToByteIndex(charIndex + count)) : string.slice(charIndex, charIndex + count);
	}
	/**
	* Resets the scanner position to the given character _index_, or to the start
	* of the input string if no index is given.
	*
	* If _index_ is negative, the scanner position will be moved backward by that
	* many characters, stopping if the beginning of the string is reached.
	*/
	reset(index = 0) {
		this.charIndex = index >= 0 ? Math.min(this.charCount, index) : Math.max(0, this.charIndex + index);
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/syntax.js
/**
* Regular expression that matches one or more `AttValue` characters in a
* double-quoted attribute value.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-AttValue
*/
const attValueCharDoubleQuote = /["&<]/;
/**
* Regular expression that matches one or more `AttValue` characters in a
* single-quoted attribute value.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-AttValue
*/
const attValueCharSingleQuote = /['&<]/;
/**
* Regular expression that matches a whitespace character that should be
* normalized to a space character in an attribute value.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#AVNormalize
*/
const attValueNormalizedWhitespace = /\r\n|[\n\r\t]/g;
/**
* Regular expression that matches one or more characters that signal the end of
* XML `CharData` content.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#dt-chardata
*/
const endCharData = /<|&|]]>/;
/**
* Mapping of predefined entity names to their replacement values.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-predefined-ent
*/
const predefinedEntities = Object.freeze(Object.assign(Object.create(null), {
	amp: "&",
	apos: "'",
	gt: ">",
	lt: "<",
	quot: "\""
}));
/**
* Returns `true` if _char_ is an XML `NameChar`, `false` if it isn't.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-NameChar
*/
function isNameChar(char) {
	let cp = char.codePointAt(0);
	return cp >= 97 && cp <= 122 || cp >= 65 && cp <= 90 || cp >= 48 && cp <= 57 || cp === 45 || cp === 46 || cp === 183 || cp >= 768 && cp <= 879 || cp === 8255 || cp === 8256 || isNameStartChar(char, cp);
}
/**
* Returns `true` if _char_ is an XML `NameStartChar`, `false` if it isn't.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-NameStartChar
*/
function isNameStartChar(char, cp = char.codePointAt(0)) {
	return cp >= 97 && cp <= 122 || cp >= 65 && cp <= 90 || cp === 58 || cp === 95 || cp >= 192 && cp <= 214 || cp >= 216 && cp <= 246 || cp >= 248 && cp <= 767 || cp >= 880 && cp <= 893 || cp >= 895 && cp <= 8191 || cp === 8204 || cp === 8205 || cp >= 8304 && cp <= 8591 || cp >= 11264 && cp <= 12271 || cp >= 12289 && cp <= 55295 || cp >= 63744 && cp <= 64975 || cp >= 65008 && cp <= 65533 || cp >= 65536 && cp <= 983039;
}
/**
* Returns `true` if _char_ is a valid reference character (which may appear
* between `&` and `;` in a reference), `false` otherwise.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-references
*/
function isReferenceChar(char) {
	return char === "#" || isNameChar(char);
}
/**
* Returns `true` if _char_ is an XML whitespace character, `false` otherwise.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#white
*/
function isWhitespace(char) {
	let cp = char.codePointAt(0);
	return cp === 32 || cp === 9 || cp === 10 || cp === 13;
}
/**
* Returns `true` if _codepoint_ is a valid XML `Char` code point, `false`
* otherwise.
*
* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Char
*/
function isXmlCodePoint(cp) {
	return cp >= 32 && cp <= 55295 || cp === 10 || cp === 9 || cp === 13 || cp >= 57344 && cp <= 65533 || cp >= 65536 && cp <= 1114111;
}

// node_modules/@rgrove/parse-xml/dist/lib/XmlNode.js
/**
* Base interface for a node in an XML document.
*/
var XmlNode = class XmlNode {
	constructor() {
		/**
		* Parent node of this node, or `null` if this node has no parent.
		*/
		this.parent = null;
		/**
		* Starting byte offset of this node in the original XML string, or `-1` if
		* the offset is unknown.
		*/
		this.start = -1;
		/**
		* Ending byte offset of this node in the original XML string, or `-1` if the
		* offset is unknown.
		*/
		this.end = -1;
	}
	/**
	* Document that contains this node, or `null` if this node is not associated
	* with a document.
	*/
	get document() {
		return this.parent?.document ?? null;
	}
	/**
	* Whether this node is the root node of the document (also known as the
	* document element).
	*/
	get isRootNode() {
		return this.parent !== null && this.parent === this.document && this.type === XmlNode.TYPE_ELEMENT;
	}
	/**
	* Whether whitespace should be preserved in the content of this element and
	* its children.
	*
	* This is influenced by the value of the special `xml:space` attribute, and
	* will be `true` for any node whose `xml:space` attribute is set to
	* "preserve". If a node has no such attribute, it will inherit the value of
	* the nearest ancestor that does (if any).
	*
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-white-space
	*/
	get preserveWhitespace() {
		return !!this.parent?.preserveWhitespace;
	}
	/**
	* Type of this node.
	*
	* The value of this property is a string that matches one of the static
	* `TYPE_*` properties on the `XmlNode` class (e.g. `TYPE_ELEMENT`,
	* `TYPE_TEXT`, etc.).
	*
	* The `XmlNode` class itself is a base class and doesn't have its own type
	* name.
	*/
	get type() {
		return "";
	}
	/**
	* Returns a JSON-serializable object representing this node, minus properties
	* that could result in circular references.
	*/
	toJSON() {
		let json = { type: this.type };
		if (this.isRootNode) json.isRootNode = true;
		if (this.preserveWhitespace) json.preserveWhitespace = true;
		if (this.start !== -1) {
			json.start = this.start;
			json.end = this.end;
		}
		return json;
	}
};
/**
* Type value for an `XmlCdata` node.
*/
XmlNode.TYPE_CDATA = "cdata";
/**
* Type value for an `XmlComment` node.
*/
XmlNode.TYPE_COMMENT = "comment";
/**
* Type value for an `XmlDocument` node.
*/
XmlNode.TYPE_DOCUMENT = "document";
/**
* Type value for an `XmlDocumentType` node.
*/
XmlNode.TYPE_DOCUMENT_TYPE = "doctype";
/**
* Type value for an `XmlElement` node.
*/
XmlNode.TYPE_ELEMENT = "element";
/**
* Type value for an `XmlProcessingInstruction` node.
*/
XmlNode.TYPE_PROCESSING_INSTRUCTION = "pi";
/**
* Type value for an `XmlText` node.
*/
XmlNode.TYPE_TEXT = "text";
/**
* Type value for an `XmlDeclaration` node.
*/
XmlNode.TYPE_XML_DECLARATION = "xmldecl";

// node_modules/@rgrove/parse-xml/dist/lib/XmlText.js
/**
* Text content within an XML document.
*/
var XmlText = class extends XmlNode {
	constructor(text = "") {
		super();
		this.text = text;
	}
	get type() {
		return XmlNode.TYPE_TEXT;
	}
	toJSON() {
		return Object.assign(XmlNode.prototype.toJSON.call(this), { text: this.text });
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/XmlCdata.js
/**
* A CDATA section within an XML document.
*/
var XmlCdata = class extends XmlText {
	get type() {
		return XmlNode.TYPE_CDATA;
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/XmlComment.js
/**
* A comment within an XML document.
*/
var XmlComment = class extends XmlNode {
	constructor(content = "") {
		super();
		this.content = content;
	}
	get type() {
		return XmlNode.TYPE_COMMENT;
	}
	toJSON() {
		return Object.assign(XmlNode.prototype.toJSON.call(this), { content: this.content });
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/XmlDeclaration.js
/**
* An XML declaration within an XML document.
*
* @example
*
* ```xml
* <?xml version="1.0" encoding="UTF-8"?>
* ```
*/
var XmlDeclaration = class extends XmlNode {
	constructor(version, encoding, standalone) {
		super();
		this.version = version;
		this.encoding = encoding ?? null;
		this.standalone = standalone ?? null;
	}
	get type() {
		return XmlNode.TYPE_XML_DECLARATION;
	}
	toJSON() {
		let json = XmlNode.prototype.toJSON.call(this);
		json.version = this.version;
		for (let key of ["encoding", "standalone"]) if (this[key] !== null) json[key] = this[key];
		return json;
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/XmlElement.js
/**
* Element in an XML document.
*/
var XmlElement = class XmlElement extends XmlNode {
	constructor(name, attributes = Object.create(null), children = []) {
		super();
		this.name = name;
		this.attributes = attributes;
		this.children = children;
	}
	/**
	* Whether this element is empty (meaning it has no children).
	*/
	get isEmpty() {
		return this.children.length === 0;
	}
	get preserveWhitespace() {
		let node = this;
		while (node instanceof XmlElement) {
			if ("xml:space" in node.attributes) return node.attributes["xml:space"] === "preserve";
			node = node.parent;
		}
		return false;
	}
	/**
	* Text content of this element and all its descendants.
	*/
	get text() {
		return this.children.map((child) => "text" in child ? child.text : "").join("");
	}
	get type() {
		return XmlNode.TYPE_ELEMENT;
	}
	toJSON() {
		return Object.assign(XmlNode.prototype.toJSON.call(this), {
			name: this.name,
			attributes: this.attributes,
			children: this.children.map((child) => child.toJSON())
		});
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/XmlDocument.js
/**
* Represents an XML document. All elements within the document are descendants
* of this node.
*/
var XmlDocument = class extends XmlNode {
	constructor(children = []) {
		super();
		this.children = children;
	}
	get document() {
		return this;
	}
	/**
	* Root element of this document, or `null` if this document is empty.
	*/
	get root() {
		for (let child of this.children) if (child instanceof XmlElement) return child;
		return null;
	}
	/**
	* Text content of this document and all its descendants.
	*/
	get text() {
		return this.children.map((child) => "text" in child ? child.text : "").join("");
	}
	get type() {
		return XmlNode.TYPE_DOCUMENT;
	}
	toJSON() {
		return Object.assign(XmlNode.prototype.toJSON.call(this), { children: this.children.map((child) => child.toJSON()) });
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/XmlDocumentType.js
/**
* A document type declaration within an XML document.
*
* @example
*
* ```xml
* <!DOCTYPE kittens [
*   <!ELEMENT kittens (#PCDATA)>
* ]>
* ```
*/
var XmlDocumentType = class extends XmlNode {
	constructor(name, publicId, systemId, internalSubset) {
		super();
		this.name = name;
		this.publicId = publicId ?? null;
		this.systemId = systemId ?? null;
		this.internalSubset = internalSubset ?? null;
	}
	get type() {
		return XmlNode.TYPE_DOCUMENT_TYPE;
	}
	toJSON() {
		let json = XmlNode.prototype.toJSON.call(this);
		json.name = this.name;
		for (let key of [
			"publicId",
			"systemId",
			"internalSubset"
		]) if (this[key] !== null) json[key] = this[key];
		return json;
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/XmlError.js
/**
* An error that occurred while parsing XML.
*/
var XmlError = class extends Error {
	constructor(message, charIndex, xml) {
		let column = 1;
		let excerpt = "";
		let line = 1;
		for (let i = 0; i < charIndex; ++i) {
			let char = xml[i];
			if (char === "\n") {
				column = 1;
				excerpt = "";
				line += 1;
			} else {
				column += 1;
				excerpt += char;
			}
		}
		let eol = xml.indexOf("\n", charIndex);
		excerpt += eol === -1 ? xml.slice(charIndex) : xml.slice(charIndex, eol);
		let excerptStart = 0;
		if (excerpt.length > 50) {
			if (column < 40) excerpt = excerpt.slice(0, 50);
			else {
				excerptStart = column - 20;
				excerpt = excerpt.slice(excerptStart, column + 30);
			}
		}
		super(`${message} (line ${line}, column ${column})\n  ${excerpt}\n` + " ".repeat(column - excerptStart + 1) + "^\n");
		this.column = column;
		this.excerpt = excerpt;
		this.line = line;
		this.name = "XmlError";
		this.pos = charIndex;
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/XmlProcessingInstruction.js
/**
* A processing instruction within an XML document.
*/
var XmlProcessingInstruction = class extends XmlNode {
	constructor(name, content = "") {
		super();
		this.name = name;
		this.content = content;
	}
	get type() {
		return XmlNode.TYPE_PROCESSING_INSTRUCTION;
	}
	toJSON() {
		return Object.assign(XmlNode.prototype.toJSON.call(this), {
			name: this.name,
			content: this.content
		});
	}
};

// node_modules/@rgrove/parse-xml/dist/lib/Parser.js
const emptyString = "";
/**
* Parses an XML string into an `XmlDocument`.
*
* @private
*/
var Parser$1 = class {
	/**
	* @param xml XML string to parse.
	* @param options Parser options.
	*/
	constructor(xml, options = {}) {
		let doc = this.document = new XmlDocument();
		this.currentNode = doc;
		this.options = options;
		this.scanner = new StringScanner(xml);
		if (this.options.includeOffsets) {
			doc.start = 0;
			doc.end = xml.length;
		}
		this.parse();
	}
	/**
	* Adds the given `XmlNode` as a child of `this.currentNode`.
	*/
	addNode(node, charIndex) {
		node.parent = this.currentNode;
		if (this.options.includeOffsets) {
			node.start = this.scanner.charIndexToByteIndex(charIndex);
			node.end = this.scanner.charIndexToByteIndex();
		}
		this.currentNode.children.push(node);
		return true;
	}
	/**
	* Adds the given _text_ to the document, either by appending it to a
	* preceding `XmlText` node (if possible) or by creating a new `XmlText` node.
	*
	* When _normalize_ is `true` (the default), line breaks in _text_ are
	* normalized per section 2.11 of the XML spec. This must be `false` for text
	* that comes from a character or entity reference, since references aren't
	* subject to line break normalization.
	*/
	addText(text, charIndex, normalize = true) {
		let { children } = this.currentNode;
		let { length } = children;
		if (normalize) text = normalizeLineBreaks(text);
		if (length > 0) {
			let prevNode = children[length - 1];
			if (prevNode?.type === XmlNode.TYPE_TEXT) {
				let textNode = prevNode;
				textNode.text += text;
				if (this.options.includeOffsets) textNode.end = this.scanner.charIndexToByteIndex();
				return true;
			}
		}
		return this.addNode(new XmlText(text), charIndex);
	}
	/**
	* Consumes element attributes.
	*
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-starttags
	*/
	consumeAttributes() {
		let attributes = Object.create(null);
		while (this.consumeWhitespace()) {
			let attrName = this.consumeName();
			if (!attrName) break;
			let attrValue = this.consumeEqual() && this.consumeAttributeValue();
			if (attrValue === false) throw this.error("Attribute value expected");
			if (attrName in attributes) throw this.error(`Duplicate attribute: ${attrName}`);
			if (attrName === "xml:space" && attrValue !== "default" && attrValue !== "preserve") throw this.error("Value of the `xml:space` attribute must be \"default\" or \"preserve\"");
			attributes[attrName] = attrValue;
		}
		if (this.options.sortAttributes) {
			let attrNames = Object.keys(attributes).sort();
			let sortedAttributes = Object.create(null);
			for (let i = 0; i < attrNames.length; ++i) {
				let attrName = attrNames[i];
				sortedAttributes[attrName] = attributes[attrName];
			}
			attributes = sortedAttributes;
		}
		return attributes;
	}
	/**
	* Consumes an `AttValue` (attribute value) if possible.
	*
	* @returns
	*   Contents of the `AttValue` minus quotes, or `false` if nothing was
	*   consumed. An empty string indicates that an `AttValue` was consumed but
	*   was empty.
	*
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-AttValue
	*/
	consumeAttributeValue() {
		let { scanner } = this;
		let quote = scanner.peek();
		if (quote !== "\"" && quote !== "'") return false;
		scanner.advance();
		let chars;
		let isClosed = false;
		let value = emptyString;
		let regex = quote === "\"" ? attValueCharDoubleQuote : attValueCharSingleQuote;
		matchLoop: while (!scanner.isEnd) {
			chars = scanner.consumeUntilMatch(regex);
			if (chars) {
				this.validateChars(chars);
				value += chars.replace(attValueNormalizedWhitespace, " ");
			}
			switch (scanner.peek()) {
				case quote:
					isClosed = true;
					break matchLoop;
				case "&":
					value += this.consumeReference();
					continue;
				case "<": throw this.error("Unescaped `<` is not allowed in an attribute value");
				default: break matchLoop;
			}
		}
		if (!isClosed) throw this.error("Unclosed attribute");
		scanner.advance();
		return value;
	}
	/**
	* Consumes a CDATA section if possible.
	*
	* @returns Whether a CDATA section was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-cdata-sect
	*/
	consumeCdataSection() {
		let { scanner } = this;
		let startIndex = scanner.charIndex;
		if (!scanner.consumeString("<![CDATA[")) return false;
		let text = scanner.consumeUntilString("]]>");
		this.validateChars(text);
		if (!scanner.consumeString("]]>")) throw this.error("Unclosed CDATA section");
		return this.options.preserveCdata ? this.addNode(new XmlCdata(normalizeLineBreaks(text)), startIndex) : this.addText(text, startIndex);
	}
	/**
	* Consumes character data if possible.
	*
	* @returns Whether character data was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#dt-chardata
	*/
	consumeCharData() {
		let { scanner } = this;
		let startIndex = scanner.charIndex;
		let charData = scanner.consumeUntilMatch(endCharData);
		if (!charData) return false;
		this.validateChars(charData);
		if (scanner.peek(3) === "]]>") throw this.error("Element content may not contain the CDATA section close delimiter `]]>`");
		return this.addText(charData, startIndex);
	}
	/**
	* Consumes a comment if possible.
	*
	* @returns Whether a comment was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Comment
	*/
	consumeComment() {
		let { scanner } = this;
		let startIndex = scanner.charIndex;
		if (!scanner.consumeString("<!--")) return false;
		let content = scanner.consumeUntilString("--");
		this.validateChars(content);
		if (!scanner.consumeString("-->")) {
			if (scanner.peek(2) === "--") throw this.error("The string `--` isn't allowed inside a comment");
			throw this.error("Unclosed comment");
		}
		return this.options.preserveComments ? this.addNode(new XmlComment(normalizeLineBreaks(content)), startIndex) : true;
	}
	/**
	* Consumes a reference in a content context if possible.
	*
	* This differs from `consumeReference()` in that a consumed reference will be
	* added to the document as a text node instead of returned.
	*
	* @returns Whether a reference was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#entproc
	*/
	consumeContentReference() {
		let startIndex = this.scanner.charIndex;
		let ref = this.consumeReference();
		return ref ? this.addText(ref, startIndex, false) : false;
	}
	/**
	* Consumes a doctype declaration if possible.
	*
	* This is a loose implementation since doctype declarations are currently
	* discarded without further parsing.
	*
	* @returns Whether a doctype declaration was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#dtd
	*/
	consumeDoctypeDeclaration() {
		let { scanner } = this;
		let startIndex = scanner.charIndex;
		if (!scanner.consumeString("<!DOCTYPE")) return false;
		let name = this.consumeWhitespace() && this.consumeName();
		if (!name) throw this.error("Expected a name");
		let publicId;
		let systemId;
		if (this.consumeWhitespace()) {
			if (scanner.consumeString("PUBLIC")) {
				publicId = this.consumeWhitespace() && this.consumePubidLiteral();
				if (publicId === false) throw this.error("Expected a public identifier");
				this.consumeWhitespace();
			}
			if (publicId !== void 0 || scanner.consumeString("SYSTEM")) {
				this.consumeWhitespace();
				systemId = this.consumeSystemLiteral();
				if (systemId === false) throw this.error("Expected a system identifier");
				this.consumeWhitespace();
			}
		}
		let internalSubset;
		if (scanner.consumeString("[")) {
			internalSubset = scanner.consumeUntilMatch(/\][\x20\t\r\n]*>/);
			if (!scanner.consumeString("]")) throw this.error("Unclosed internal subset");
			this.consumeWhitespace();
		}
		if (!scanner.consumeString(">")) throw this.error("Unclosed doctype declaration");
		return this.options.preserveDocumentType ? this.addNode(new XmlDocumentType(name, publicId, systemId, internalSubset), startIndex) : true;
	}
	/**
	* Consumes an element if possible.
	*
	* @returns Whether an element was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-element
	*/
	consumeElement() {
		let { scanner } = this;
		let startIndex = scanner.charIndex;
		if (!scanner.consumeString("<")) return false;
		let name = this.consumeName();
		if (!name) {
			scanner.reset(startIndex);
			return false;
		}
		let attributes = this.consumeAttributes();
		let isEmpty = !!scanner.consumeString("/>");
		let element = new XmlElement(name, attributes);
		element.parent = this.currentNode;
		if (!isEmpty) {
			if (!scanner.consumeString(">")) throw this.error(`Unclosed start tag for element \`${name}\``);
			this.currentNode = element;
			do
				this.consumeCharData();
			while (this.consumeElement() || this.consumeContentReference() || this.consumeCdataSection() || this.consumeProcessingInstruction() || this.consumeComment());
			let endTagMark = scanner.charIndex;
			let endTagName;
			if (!scanner.consumeString("</") || !(endTagName = this.consumeName()) || endTagName !== name) {
				scanner.reset(endTagMark);
				throw this.error(`Missing end tag for element ${name}`);
			}
			this.consumeWhitespace();
			if (!scanner.consumeString(">")) throw this.error(`Unclosed end tag for element ${name}`);
			this.currentNode = element.parent;
		}
		return this.addNode(element, startIndex);
	}
	/**
	* Consumes an `Eq` production if possible.
	*
	* @returns Whether an `Eq` production was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Eq
	*/
	consumeEqual() {
		this.consumeWhitespace();
		if (this.scanner.consumeString("=")) {
			this.consumeWhitespace();
			return true;
		}
		return false;
	}
	/**
	* Consumes `Misc` content if possible.
	*
	* @returns Whether anything was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Misc
	*/
	consumeMisc() {
		return this.consumeComment() || this.consumeProcessingInstruction() || this.consumeWhitespace();
	}
	/**
	* Consumes one or more `Name` characters if possible.
	*
	* @returns `Name` characters, or an empty string if none were consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Name
	*/
	consumeName() {
		return isNameStartChar(this.scanner.peek()) ? this.scanner.consumeMatchFn(isNameChar) : emptyString;
	}
	/**
	* Consumes a processing instruction if possible.
	*
	* @returns Whether a processing instruction was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-pi
	*/
	consumeProcessingInstruction() {
		let { scanner } = this;
		let startIndex = scanner.charIndex;
		if (!scanner.consumeString("<?")) return false;
		let name = this.consumeName();
		if (name) {
			if (name.toLowerCase() === "xml") {
				scanner.reset(startIndex);
				throw this.error("XML declaration isn't allowed here");
			}
		} else throw this.error("Invalid processing instruction");
		if (!this.consumeWhitespace()) {
			if (scanner.consumeString("?>")) return this.addNode(new XmlProcessingInstruction(name), startIndex);
			throw this.error("Whitespace is required after a processing instruction name");
		}
		let content = scanner.consumeUntilString("?>");
		this.validateChars(content);
		if (!scanner.consumeString("?>")) throw this.error("Unterminated processing instruction");
		return this.addNode(new XmlProcessingInstruction(name, normalizeLineBreaks(content)), startIndex);
	}
	/**
	* Consumes a prolog if possible.
	*
	* @returns Whether a prolog was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#sec-prolog-dtd
	*/
	consumeProlog() {
		let { scanner } = this;
		let startIndex = scanner.charIndex;
		this.consumeXmlDeclaration();
		while (this.consumeMisc());
		if (this.consumeDoctypeDeclaration()) while (this.consumeMisc());
		return startIndex < scanner.charIndex;
	}
	/**
	* Consumes a public identifier literal if possible.
	*
	* @returns
	*   Value of the public identifier literal minus quotes, or `false` if
	*   nothing was consumed. An empty string indicates that a public id literal
	*   was consumed but was empty.
	*
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-PubidLiteral
	*/
	consumePubidLiteral() {
		let startIndex = this.scanner.charIndex;
		let value = this.consumeSystemLiteral();
		if (value !== false && !/^[-\x20\r\na-zA-Z0-9'()+,./:=?;!*#@$_%]*$/.test(value)) {
			this.scanner.reset(startIndex);
			throw this.error("Invalid character in public identifier");
		}
		return value;
	}
	/**
	* Consumes a reference if possible.
	*
	* This differs from `consumeContentReference()` in that a consumed reference
	* will be returned rather than added to the document.
	*
	* @returns
	*   Parsed reference value, or `false` if nothing was consumed (to
	*   distinguish from a reference that resolves to an empty string).
	*
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-Reference
	*/
	consumeReference() {
		let { scanner } = this;
		if (!scanner.consumeString("&")) return false;
		let ref = scanner.consumeMatchFn(isReferenceChar);
		if (scanner.consume() !== ";") throw this.error("Unterminated reference (a reference must end with `;`)");
		let parsedValue;
		if (ref[0] === "#") {
			let codePoint = ref[1] === "x" ? parseInt(ref.slice(2), 16) : parseInt(ref.slice(1), 10);
			if (isNaN(codePoint) || !/^#(?:x[0-9A-Fa-f]+|[0-9]+)$/.test(ref)) throw this.error("Invalid character reference");
			if (!isXmlCodePoint(codePoint)) throw this.error("Character reference resolves to an invalid character");
			parsedValue = String.fromCodePoint(codePoint);
		} else {
			parsedValue = predefinedEntities[ref];
			if (parsedValue === void 0) {
				let { ignoreUndefinedEntities, resolveUndefinedEntity } = this.options;
				let wrappedRef = `&${ref};`;
				if (resolveUndefinedEntity) {
					let resolvedValue = resolveUndefinedEntity(wrappedRef);
					if (resolvedValue !== null && resolvedValue !== void 0) {
						let type = typeof resolvedValue;
						if (type !== "string") throw new TypeError(`\`resolveUndefinedEntity()\` must return a string, \`null\`, or \`undefined\`, but returned a value of type ${type}`);
						return resolvedValue;
					}
				}
				if (ignoreUndefinedEntities) return wrappedRef;
				scanner.reset(-wrappedRef.length);
				throw this.error(`Named entity isn't defined: ${wrappedRef}`);
			}
		}
		return parsedValue;
	}
	/**
	* Consumes a `SystemLiteral` if possible.
	*
	* A `SystemLiteral` is similar to an attribute value, but allows the
	* characters `<` and `&` and doesn't replace references.
	*
	* @returns
	*   Value of the `SystemLiteral` minus quotes, or `false` if nothing was
	*   consumed. An empty string indicates that a `SystemLiteral` was consumed
	*   but was empty.
	*
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-SystemLiteral
	*/
	consumeSystemLiteral() {
		let { scanner } = this;
		let quote = scanner.consumeString("\"") || scanner.consumeString("'");
		if (!quote) return false;
		let value = scanner.consumeUntilString(quote);
		this.validateChars(value);
		if (!scanner.consumeString(quote)) throw this.error("Missing end quote");
		return value;
	}
	/**
	* Consumes one or more whitespace characters if possible.
	*
	* @returns Whether any whitespace characters were consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#white
	*/
	consumeWhitespace() {
		return !!this.scanner.consumeMatchFn(isWhitespace);
	}
	/**
	* Consumes an XML declaration if possible.
	*
	* @returns Whether an XML declaration was consumed.
	* @see https://www.w3.org/TR/2008/REC-xml-20081126/#NT-XMLDecl
	*/
	consumeXmlDeclaration() {
		let { scanner } = this;
		let startIndex = scanner.charIndex;
		if (!scanner.consumeString("<?xml")) return false;
		if (isNameChar(scanner.peek())) {
			scanner.reset(startIndex);
			return false;
		}
		if (!this.consumeWhitespace()) throw this.error("Invalid XML declaration");
		let version = !!scanner.consumeString("version") && this.consumeEqual() && this.consumeSystemLiteral();
		if (version === false) throw this.error("XML version is missing or invalid");
		else if (!/^1\.[0-9]+$/.test(version)) throw this.error("Invalid character in version number");
		let encoding;
		let standalone;
		if (this.consumeWhitespace()) {
			encoding = !!scanner.consumeString("encoding") && this.consumeEqual() && this.consumeSystemLiteral();
			if (encoding) {
				if (!/^[A-Za-z][\w.-]*$/.test(encoding)) throw this.error("Invalid character in encoding name");
				this.consumeWhitespace();
			}
			standalone = !!scanner.consumeString("standalone") && this.consumeEqual() && this.consumeSystemLiteral();
			if (standalone) {
				if (standalone !== "yes" && standalone !== "no") throw this.error("Only \"yes\" and \"no\" are permitted as values of `standalone`");
				this.consumeWhitespace();
			}
		}
		if (!scanner.consumeString("?>")) throw this.error("Invalid or unclosed XML declaration");
		return this.options.preserveXmlDeclaration ? this.addNode(new XmlDeclaration(version, encoding || void 0, standalone || void 0), startIndex) : true;
	}
	/**
	* Returns an `XmlError` for the current scanner position.
	*/
	error(message) {
		let { scanner } = this;
		return new XmlError(message, scanner.charIndex, scanner.string);
	}
	/**
	* Parses the XML input.
	*/
	parse() {
		this.scanner.consumeString("﻿");
		this.consumeProlog();
		if (!this.consumeElement()) throw this.error("Root element is missing or invalid");
		while (this.consumeMisc());
		if (!this.scanner.isEnd) throw this.error("Extra content at the end of the document");
	}
	/**
	* Throws an invalid character error if any character in the given _string_
	* isn't a valid XML character.
	*/
	validateChars(string) {
		let { length } = string;
		for (let i = 0; i < length; ++i) {
			let cp = string.codePointAt(i);
			if (!isXmlCodePoint(cp)) {
				this.scanner.reset(-([...string].length - i));
				throw this.error("Invalid character");
			}
			if (cp > 65535) i += 1;
		}
	}
};
/**
* Normalizes line breaks in the given text by replacing CRLF sequences and lone
* CR characters with LF characters.
*/
function normalizeLineBreaks(text) {
	let i = 0;
	while ((i = text.indexOf("\r", i)) !== -1) text = text[i + 1] === "\n" ? text.slice(0, i) + text.slice(i + 1) : text.slice(0, i) + "\n" + text.slice(i + 1);
	return text;
}

// node_modules/@rgrove/parse-xml/dist/index.js
/**
* Parses the given XML string and returns an `XmlDocument` instance
* representing the document tree.
*
* @example
*
* import { parseXml } from '@rgrove/parse-xml';
* let doc = parseXml('<kittens fuzzy="yes">I like fuzzy kittens.</kittens>');
*
* @param xml XML string to parse.
* @param options Parser options.
*/
function parseXml(xml, options) {
	return new Parser$1(xml, options).document;
}

// src/source/libvirt/xml.ts
/** The document element of an XML text, without any entity of its own. */
function readXml(source) {
	const { path, text } = source;
	const lineOf = lineFinder(text);
	const unsafe = scanMarkup(text);
	if (unsafe !== void 0) {
		const place = placeOf(path, lineOf(unsafe.offset));
		if (unsafe.isDeep) return tooDeep(place);
		return reject(place, "has a DOCTYPE, whose entities are never read", "take the DOCTYPE out");
	}
	try {
		const { root } = parseXml(text, { includeOffsets: true });
		return root === null ? reject(path, "has no element") : accept(elementOf(root, lineOf));
	} catch (error) {
		if (!(error instanceof XmlError)) throw error;
		const template = templateIn(source, void 0, error.line);
		if (template !== void 0) return {
			ok: false,
			rejections: [{
				...template,
				problem: `no XML: ${template.problem}`
			}]
		};
		const [what = ""] = error.message.split("\n");
		const problem = `no XML: ${quoted(what.replace(/ \(line .*/, ""))}`;
		return reject(placeOf(path, error.line), problem, "let `xmllint --noout` accept it first");
	}
}
function elementOf(element, lineOf) {
	const texts = element.children.filter((child) => child instanceof XmlText && child.text.trim() !== "");
	const [first] = texts;
	const line = lineOf(element.start);
	const blanks = first === void 0 ? 0 : first.text.length - first.text.trimStart().length;
	let children;
	return {
		name: element.name,
		line,
		attributes: element.attributes,
		get children() {
			children ??= element.children.flatMap((child) => child instanceof XmlElement ? [elementOf(child, lineOf)] : []);
			return children;
		},
		text: texts.map(({ text }) => text.trim()).join(" "),
		textLine: first === void 0 ? line : lineOf(first.start + blanks)
	};
}
/** Where a document has what no parser should see; undefined where it has nothing of that kind. */
function scanMarkup(text) {
	let level = 0;
	let offset = 0;
	for (;;) {
		offset = text.indexOf("<", offset);
		if (offset < 0) return void 0;
		if (text.startsWith("<!DOCTYPE", offset)) return {
			offset,
			isDeep: false
		};
		const closing = opaque.find(([opening]) => text.startsWith(opening, offset))?.[1];
		const end = closing === void 0 ? endOfTag(text, offset) : text.indexOf(closing, offset + 4);
		if (end < 0) return void 0;
		if (closing === void 0 && text[offset + 1] === "/") level -= 1;
		else if (closing === void 0 && text[end - 1] !== "/") level += 1;
		if (level > 64) return {
			offset,
			isDeep: true
		};
		offset = end;
	}
}
/** What no markup is read in, from where to where. */
const opaque = [
	["<!--", "-->"],
	["<![CDATA[", "]]>"],
	["<?", "?>"]
];
/** Where a tag ends, whatever its quotes hold; -1 where it does not. */
function endOfTag(text, begin) {
	const stops = /["'>]/g;
	for (stops.lastIndex = begin;;) {
		const stop = stops.exec(text);
		if (stop === null || stop[0] === ">") return stop?.index ?? -1;
		const closing = text.indexOf(stop[0], stop.index + 1);
		if (closing < 0) return -1;
		stops.lastIndex = closing + 1;
	}
}
/** The first child of that name. */
function childOf(element, name) {
	return element?.children.find((child) => child.name === name);
}
/** An element and one of its attributes, as messages show it: `<driver cache="none">`. */
function show({ name }, attribute, value = "") {
	return attribute === void 0 ? `<${name}>` : `<${name} ${attribute}="${quoted(value)}">`;
}

// src/source/libvirt/fields.ts
const render = "give the file as it is when all is filled in, such as `virsh dumpxml` prints it";
/** Sorts every attribute, element and text under an element by its class; unknown is refused. */
function sortFields(root, known) {
	const values = /* @__PURE__ */ new Map();
	const told = [];
	const refused = [];
	const paths = [...known.keys()];
	/** Undecided is refused: a misspelt word would be ignored by libvirt, or worse. */
	const refuseUnknown = (shown, name, line, prefix) => {
		const names = paths.flatMap((path) => path.startsWith(prefix) ? path.slice(prefix.length).split(/[@/]/).slice(0, 1) : []);
		const near = nearWord(name, names);
		const remedy = near === void 0 ? "take it out" : `did you mean ${near}?`;
		const problem = `${shown}: libvirt has no such thing there`;
		refused.push({
			name,
			value: shown,
			line,
			problem,
			remedy,
			accepts: void 0
		});
	};
	const sort = (field, name, value) => {
		const { class: kind, usual, path } = field;
		if (kind.kind === "neutral" || value.value === usual) return;
		const { line } = value;
		if (hasPlaceholder(value.value)) {
			const problem = `${value.shown} has a placeholder where the value decides`;
			refused.push({
				name,
				value: value.value,
				line,
				problem,
				remedy: render,
				accepts: void 0
			});
		} else if (kind.kind === "mapped") values.set(path, value);
		else if (kind.kind === "told") told.push({
			name,
			value: value.value,
			line,
			says: `${value.shown} ${kind.says}`
		});
		else refused.push(refusedField(name, value, `${value.shown} ${kind.why}`, kind.accepts));
	};
	const walk = (element, prefix) => {
		for (const [name, value] of Object.entries(element.attributes)) {
			const field = known.get(`${prefix}@${name}`);
			const { line } = element;
			if (field === void 0) refuseUnknown(show(element, name, value), name, line, `${prefix}@`);
			else sort(field, name, {
				value,
				line,
				get shown() {
					return show(element, name, value);
				}
			});
		}
		if (element.text !== "" && !known.has(prefix)) {
			const shown = `${show(element)} ${quoted(element.text)}`;
			refuseUnknown(shown, element.text, element.textLine, "\n");
		}
		for (const child of element.children) {
			const path = prefix === "" ? child.name : `${prefix}/${child.name}`;
			const isAgain = element.children.find(({ name }) => name === child.name) !== child;
			const field = known.get(path);
			if (isAgain && path !== "source/seclabel") refuseUnknown(`a second ${show(child)}`, child.name, child.line, "\n");
			else if (field === void 0 && paths.some((inside) => inside.startsWith(path) && /[@/]/.test(inside.charAt(path.length)))) walk(child, path);
			else if (field === void 0) refuseUnknown(show(child), child.name, child.line, prefix === "" ? "" : `${prefix}/`);
			else {
				if (field.class.kind !== "neutral") sortElement(field, child, sort);
				if (!(child.name === "iothreads" || /^(?:refused|told)$/.test(field.class.kind))) walk(child, path);
			}
		}
	};
	walk(root, "");
	return {
		values,
		told,
		refused
	};
}
const limits = /^(?:(?:total|read|write)_(?:bytes|iops)_sec(?:_max(?:_length)?)?|size_iops_sec|group_name)$/;
function isNoLimit(limit) {
	return limits.test(limit.name) && contentOf(limit) === "0";
}
/** Elements whose class holds for all that is in them. */
function sortElement(field, element, sort) {
	const { name, line, children } = element;
	if (name === "iotune") {
		for (const limit of [{
			...element,
			children: []
		}, ...children]) {
			const shown = `<iotune>${show(limit)} ${quoted(contentOf(limit))}`;
			const value = {
				value: `${limit.name}=${contentOf(limit)}`,
				line: limit.line,
				shown
			};
			if (limit.name === name ? contentOf(limit) === "" : isNoLimit(limit)) continue;
			const isKnown = limits.test(limit.name) && contentOf(limit) === limit.text;
			const why = "is no limit that libvirt has";
			sort(isKnown ? field : {
				...field,
				class: {
					kind: "refused",
					why
				}
			}, name, value);
		}
		return;
	}
	if (name === "backingStore" && contentOf(element) === "") return;
	const layers = name === "backingStore" ? layersOf(element) : 0;
	const shown = layers === 0 ? show(element) : `${show(element)}, a backing chain of ${layers},`;
	sort(field, layers === 0 ? name : "backing", {
		value: contentOf(element),
		line,
		shown
	});
}
/** A field that is refused, with the way that is left. */
function refusedField(name, { value, line }, problem, accepts) {
	return {
		name,
		value,
		line,
		problem,
		remedy: accepts === "without" ? `leave it out, or write \`without: [${name}]\` to measure the disk without it` : accepts === "stand-in" ? "write `stand-in: file` to measure it in a file all the same" : "this disk can't be measured; name another one, or write its fields in the config",
		accepts
	};
}
/** The image itself and the layers below it. */
function layersOf(element) {
	const below = element.children.find(({ name }) => name === "backingStore");
	return below === void 0 || contentOf(below) === "" ? 2 : 1 + layersOf(below);
}
/** All that an element says, in one line: a change of it is seen by that. */
function contentOf({ attributes, text, children }) {
	const own = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
	const inside = children.map((child) => `${child.name}(${contentOf(child)})`);
	return [
		...own.toSorted(),
		text,
		...inside
	].filter((part) => part !== "").join(" ");
}

// src/source/libvirt/domain.ts
/** Finds in a domain, or around a disk alone, what its disks depend on. */
function domainOf(root) {
	const devices = root.children.filter(({ name }) => name === "devices");
	const inDevices = devices.flatMap(({ children }) => children);
	const disks = (root.name === "disk" ? [root] : inDevices.filter(({ name }) => name === "disk")).map(diskElement);
	const type = childOf(childOf(root, "os"), "type");
	const cpus = childOf(root, "vcpu");
	const controllers = numbered(inDevices.filter(({ name, attributes }) => name === "controller" && attributes["type"] === "scsi"));
	const onController = Map.groupBy(disks.filter(({ controller }) => controller !== void 0), ({ controller }) => controller);
	const main = childOf(root, "defaultiothread");
	return {
		root,
		disks,
		machine: {
			value: type?.attributes["machine"] ?? "",
			line: type?.line ?? root.line
		},
		cpus: {
			value: cpus?.text ?? "",
			line: cpus?.line ?? root.line
		},
		threads: threadsOf(root, {
			disks,
			controllers,
			onController
		}),
		mainLoop: main === void 0 ? [] : [unlike(main, "defaultiothread")],
		controllers,
		onController,
		refused: [root, ...devices].flatMap((element) => element.name === "disk" || element.text === "" ? [] : [strayText(element)])
	};
}
function strayText(element) {
	const { text, textLine } = element;
	const problem = `${show(element)} has a text among its elements, ${quoted(text)}: a template`;
	return {
		name: element.name,
		value: text,
		line: textLine,
		problem,
		remedy: "render it in a step before, and give what that made",
		accepts: void 0
	};
}
function diskElement(element, index) {
	const target = childOf(element, "target")?.attributes;
	const dev = target?.["dev"] ?? `#${index + 1}`;
	const alias = childOf(element, "alias")?.attributes["name"];
	const isScsi = (target?.["bus"] ?? (dev.startsWith("sd") ? "scsi" : "")) === "scsi";
	return {
		element,
		names: alias?.startsWith("ua-") === true ? [dev, alias] : [dev],
		controller: isScsi ? controllerOf(element, dev) : void 0
	};
}
/** -1 where nothing says it. */
function controllerOf(disk, dev) {
	const { type, controller } = childOf(disk, "address")?.attributes ?? {};
	if (type === "drive" && controller !== void 0) return /^\d{1,3}$/.test(controller) ? Number(controller) : -1;
	const letters = /^sd([a-z]{1,3})$/.exec(dev)?.[1];
	return letters === void 0 ? -1 : Math.floor(diskNumber(letters) / 15);
}
/** 0 for `a`, 25 for `z`, 26 for `aa`, as disks are named. */
function diskNumber(letters) {
	return letters.split("").reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 96, 0) - 1;
}
/** Controllers by number; those that have none get the lowest that is free. */
function numbered(elements) {
	const taken = new Set(elements.map(({ attributes }) => attributes["index"]));
	let free = 0;
	return Map.groupBy(elements, ({ attributes: { index } }) => {
		if (index !== void 0) return /^\d+$/.test(index) ? Number(index) : -1;
		while (taken.has(String(free))) free += 1;
		taken.add(String(free));
		return free;
	});
}
function threadsOf(root, { disks, controllers, onController }) {
	const listed = childOf(root, "iothreadids")?.children ?? [];
	const ids = new Set(listed.flatMap(({ attributes }) => attributes["id"] ?? []));
	const count = Math.min(Number(childOf(root, "iothreads")?.text ?? 0) || 0, 1e3);
	for (let id = 1; ids.size < count; id += 1) ids.add(String(id));
	const threadsUsed = (element) => {
		const driver = childOf(element, "driver");
		return [driver, ...childOf(driver, "iothreads")?.children ?? []].flatMap((each) => each?.attributes["iothread"] ?? each?.attributes["id"] ?? []);
	};
	const uses = [...disks.flatMap((disk) => threadsUsed(disk.element).map((id) => ({
		disk,
		id
	}))), ...[...onController].flatMap(([index = -1, hung]) => hung.flatMap((disk) => threadsUsed(controllers.get(index)?.[0]).map((id) => ({
		disk,
		id
	}))))];
	const users = Map.groupBy(uses, ({ id }) => id);
	return new Map([...ids].map((id) => {
		const tuned = listed.filter(({ attributes, children }) => attributes["id"] === id && (children.length > 0 || Object.keys(attributes).length > 1));
		return [id, {
			users: users.get(id)?.flatMap(({ disk }) => disk.names.slice(0, 1)) ?? [],
			refused: tuned.map((each) => unlike(each, "iothreadids"))
		}];
	}));
}
function unlike(element, name) {
	const { line, attributes, children } = element;
	const value = [attributes, ...children.map((child) => child.attributes)].flatMap((one) => Object.entries(one).map((pair) => pair.join("="))).join(" ");
	const problem = `${show(element)} ${quoted(value)}: the gate's threads wait and grow as QEMU's do`;
	return refusedField(name, {
		value,
		line
	}, problem, "without");
}

// src/source/libvirt/interference.ts
/** Options that change disks which are written elsewhere. */
const sweeping = /^--?(?:snapshot|readconfig)\b/;
/** Types of devices by bus: a `-global` of one changes every disk of the bus. */
const types$1 = /* @__PURE__ */ new Map([["virtio", /virtio-(?:blk|pci|device)/], ["scsi", /virtio-(?:scsi|pci|device)|scsi-(?:hd|disk)/]]);
/**
* What a domain hands to QEMU beside its elements that concerns a disk: arguments of
* `qemu:commandline` and properties of `qemu:override`. They are refused, since they change a
* device behind the element that names it.
*/
function readInterference(names, bus, { root, controllers }) {
	const beside = root.children.filter(({ name }) => /(?:^|:)(?:commandline|override)$/.test(name));
	if (beside.length === 0) return [];
	const aliases = [...names.slice(1), ...[...controllers.values()].flat().flatMap(aliasOf)];
	const letters = /^vd([a-z]+)$/.exec(names[0] ?? "")?.[1];
	if (letters !== void 0) aliases.push(`virtio-disk${diskNumber(letters)}`);
	const ours = new RegExp(`(?<![\\w])(?:${[...aliases.map(escape), "libvirt-\\d+-\\w+"].join("|")}${bus === "scsi" ? "|scsi\\d+[\\d-]*" : ""})(?![\\w])`);
	const isOurs = (text, before) => ours.test(text) || sweeping.test(text) || /[$%@{]\{|%\w+%/.test(text) || /^--?global$/.test(before) && (types$1.get(bus)?.test(text) ?? true);
	return beside.flatMap(({ name, children }) => {
		if (name.endsWith("commandline")) return children.flatMap(({ attributes, line }, index) => {
			const text = attributes["value"] ?? "";
			const before = children[index - 1]?.attributes["value"] ?? "";
			return isOurs(text, before) ? [refuse(name, text, line)] : [];
		});
		return children.filter(({ attributes }) => ours.test(attributes["alias"] ?? "")).flatMap((device) => propertiesOf(device)).map(({ attributes, line }) => refuse(name, `${attributes["name"]}=${attributes["value"]}`, line));
	});
}
function refuse(name, value, line) {
	const problem = `${quoted(value)} in ${name} changes the device behind the disk, and is not read`;
	return refusedField(name, {
		value,
		line
	}, problem);
}
function aliasOf({ children }) {
	return children.flatMap(({ name, attributes }) => name === "alias" ? attributes["name"] ?? [] : []);
}
function propertiesOf(element) {
	if (/(?:^|:)property$/.test(element.name)) return [element];
	return element.children.flatMap(propertiesOf);
}
function escape(text) {
	return text.replace(/[^\w-]/g, "\\$&");
}

// src/source/libvirt/machine.ts
/**
* What devices of QEMU's machines up to a version have where nobody says it. Newer ones have a
* queue for each CPU, of 256 entries (hw/core/machine.c: hw_compat_5_1, hw_compat_4_2).
*/
const oldMachines = [{
	upTo: [5, 1],
	field: "num-queues",
	value: "1"
}, {
	upTo: [4, 2],
	field: "queue-size",
	value: "128"
}];
/** CPUs of the gate's guest where `cpus` does not say otherwise. */
const gatesCpus = 2;
/**
* Says queues and their size, of a device or of a controller, and what the machine decides of them
* where a definition does not.
*/
function sayQueues(given, { machine, cpus, cpusName }, { said, told, refused }) {
	for (const [name, value] of Object.entries(given)) {
		const isCount = name === "num-queues";
		const facts = machineFacts(name, machine);
		if (value !== void 0) {
			said.push({
				name,
				value: value.value,
				origin: { line: value.line }
			});
			if (isCount && Number(value.value) > gatesCpus) told.push(tellCpus(name, value, `${value.value} queues`));
		} else if (facts.refused !== void 0) {
			if (!refused.some(({ name: known }) => known === "machine")) refused.push(facts.refused);
		} else if (facts.value !== void 0) said.push({
			name,
			value: facts.value,
			origin: { default: facts.why }
		});
		else if (isCount && Number(cpus.value) !== gatesCpus) {
			const count = /^[1-9]\d{0,8}$/.test(cpus.value) ? cpus.value : "not known";
			const what = `a queue for each CPU of the guest (${count})`;
			told.push(tellCpus(cpusName, {
				...cpus,
				value: count
			}, what));
		}
	}
}
function tellCpus(name, at, what) {
	const says = `${what}; the gate's guest has ${gatesCpus} CPUs unless \`cpus\` says more`;
	return {
		name,
		value: at.value,
		line: at.line,
		says
	};
}
/** What is in force of a field on a machine where the definition does not say it. */
function machineFacts(field, { value: machine, line }) {
	const version = /^[a-z0-9-]+-(\d{1,3})\.(\d{1,3})$/.exec(machine);
	const why = `QEMU's default for machine ${quoted(machine)}`;
	if (version === null) {
		if (/^(?:|pc|q35|virt|pseries|s390-ccw-virtio|microvm|pc-[a-z0-9]+-rhel(?:9|1\d)\.\d+\.\d+)$/.test(machine)) return { why };
		const problem = `machine ${quoted(machine)} decides the queues, and nobody says of which QEMU it is`;
		return {
			why,
			refused: refusedField("machine", {
				value: machine,
				line
			}, problem, "without")
		};
	}
	const [major, minor] = [Number(version[1]), Number(version[2])];
	const old = oldMachines.find(({ field: name }) => name === field);
	if (old === void 0) return { why };
	const [lastMajor, lastMinor] = old.upTo;
	return major < lastMajor || major === lastMajor && minor <= lastMinor ? {
		why,
		value: old.value
	} : { why };
}

// src/source/libvirt/mapping.ts
/**
* Says threads among which queues are dealt in turn, as QEMU deals them where nobody says which go
* where: of two threads, 0 and 2 to the first one. `use` says whether a thread is there.
*/
function sayMapping(threads, at, use, { said, refused }) {
	const isDealt = threads.every(({ queues }, first) => queues.every((queue, index) => Number(queue) === first + index * threads.length));
	if (threads.length === 0 || !isDealt) {
		const problem = `${at.shown} ${quoted(at.value)} does not deal queues to threads in turn`;
		refused.push(refusedField("iothreads", at, problem, "without"));
	} else if (threads.every(({ id }) => use(id))) {
		const origin = { line: at.line };
		said.push({
			name: "iothread-vq-mapping",
			value: String(threads.length),
			origin
		});
	}
}

// src/source/libvirt/scsi.ts
const models$1 = /* @__PURE__ */ new Set([
	"virtio-scsi",
	"virtio-transitional",
	"virtio-non-transitional"
]);
/** The fields of a SCSI disk's controller; undefined where it is not virtio-scsi. */
function scsiController({ controller: index = -1, names }, { line, domain, found }) {
	const [controller, second] = domain.controllers.get(index) ?? [];
	const model = controller?.attributes["model"];
	if (controller === void 0 || second !== void 0 || model === void 0 || !models$1.has(model)) {
		const shown = controller === void 0 ? "" : show(controller, model && "model", model);
		const problem = controller === void 0 ? index < 0 ? "nothing says on which SCSI controller the disk hangs" : `SCSI controller ${index} is not there: libvirt adds one, an LSI on x86` : second !== void 0 ? `SCSI controller ${index} is there twice` : model === void 0 || model.startsWith("lsi") ? `${shown} is an LSI controller${model === void 0 ? " on x86" : ""}` : `${shown} is no controller that the gate has`;
		const place = {
			value: quoted(model ?? "not said"),
			line: (second ?? controller)?.line ?? line
		};
		const remedy = "give it a controller of its own that says model='virtio-scsi'";
		found.refused.push({
			...refusedField("controller", place, problem),
			remedy
		});
		return;
	}
	const sorted = sortFields(controller, controllerFields);
	found.refused.push(...sorted.refused);
	found.told.push(...sorted.told);
	const others = (domain.onController.get(index) ?? []).flatMap(({ names: [other = ""] }) => other === names[0] ? [] : [other]);
	if (others.length > 0) {
		const value = quoted(others.join(", "));
		const says = `controller ${index} also has ${value}; the gate gives each disk its own`;
		found.told.push({
			name: "controller",
			value,
			line: controller.line,
			says
		});
	}
	return sorted;
}

// src/source/libvirt/disk.ts
const skippedDevices = /* @__PURE__ */ new Map([["cdrom", "a CD-ROM"], ["floppy", "a floppy disk"]]);
/** Where a disk stands, and why it is none to measure. */
function placeOfDisk({ element, names }) {
	return {
		names,
		line: childOf(element, "target")?.line ?? element.line,
		skipped: skippedDevices.get(element.attributes["device"] ?? "")
	};
}
/** What a `<disk>` of a domain means. */
function readDisk$1(disk, domain) {
	const { element, names } = disk;
	const place = placeOfDisk(disk);
	const { line } = place;
	if (place.skipped !== void 0) return {
		...place,
		said: [],
		told: [],
		refused: [],
		open: []
	};
	const type = element.attributes["type"] ?? "file";
	const unreachable = refusedTypes.get(type);
	const looked = unreachable === void 0 ? element : {
		...element,
		children: element.children.filter(({ name }) => name !== "source")
	};
	const sorted = sortFields(looked, diskFields);
	const found = {
		said: [],
		told: [...sorted.told],
		refused: [...sorted.refused]
	};
	const shown = `<disk type="${quoted(type)}">`;
	if (unreachable !== void 0) found.refused.push(refusedField("type", {
		value: type,
		line: element.line
	}, `${shown} ${unreachable}`));
	else readSource(element, sorted, found);
	const device = sorted.values.get("@device");
	if (device !== void 0 && device.value !== "disk") found.refused.push(refusedField("device", device, `${device.shown} is no disk of QEMU's own`));
	readWords(sorted, found);
	readFormat(element, sorted, found);
	const bus = busOf(element, sorted);
	if (bus.value === "virtio") {
		found.said.push({
			name: "bus",
			value: "virtio-blk",
			origin: { line: bus.line }
		});
		readQueues$1(sorted, domain, found);
		readThread$1(sorted, domain, names, found);
	} else if (bus.value === "scsi") {
		found.said.push({
			name: "bus",
			value: "virtio-scsi",
			origin: { line: bus.line }
		});
		for (const path of [
			"driver@iothread",
			"driver@queues",
			"driver@queue_size",
			"driver/iothreads"
		]) {
			const value = sorted.values.get(path);
			if (value === void 0) continue;
			const problem = `${value.shown}: libvirt refuses or ignores it on bus scsi, where the controller has it`;
			found.refused.push(refusedField(path.slice(7), value, problem));
		}
		const controller = scsiController(disk, {
			line,
			domain,
			found
		});
		if (controller !== void 0) {
			readQueues$1(controller, domain, found);
			readThread$1(controller, domain, names, found);
		}
	} else if (!found.refused.some(({ name }) => name === "bus")) {
		const problem = `bus ${quoted(bus.value)} is none that the gate has`;
		found.refused.push(refusedField("bus", bus, problem));
	}
	found.refused.push(...domain.refused, ...readInterference(names, bus.value, domain));
	const isLost = found.refused.some(({ name }) => name === "transient");
	const durability = unreachable === void 0 ? isLost ? 0 : void 0 : "unknown";
	return {
		...place,
		...found,
		durability,
		open: []
	};
}
function readSource(element, { values }, { refused }) {
	const type = values.get("@type") ?? {
		value: "file",
		line: element.line,
		shown: "<disk>"
	};
	const source = childOf(element, "source");
	const file = source?.attributes["file"] ?? source?.attributes["dev"] ?? "";
	if (type.value === "block" || type.value === "file" && /^\/dev\/(?!shm\/)/.test(file)) {
		const line = source?.line ?? element.line;
		const problem = `${quoted(file === "" ? type.shown : file)} is a block device, which the gate does not touch`;
		refused.push(refusedField("source", {
			value: "block",
			line
		}, problem, "stand-in"));
	} else if (type.value !== "file" && type.value !== "volume") refused.push(refusedField("type", type, `${type.shown} is no kind of storage of libvirt`));
}
/** Fields whose values are the words of QEMU, or numbers. */
function readWords({ values }, { said, told, refused }) {
	const say = (name, value, origin) => said.push({
		name,
		value,
		origin
	});
	const refuse = (value, why) => refused.push(refusedField("shareable", value, `${value.shown}: ${why}`));
	for (const [path, field] of Object.entries({
		"driver@cache": "cache",
		"driver@io": "aio",
		"driver@discard": "discard",
		"driver@detect_zeroes": "detect-zeroes",
		"blockio@logical_block_size": "logical_block_size",
		"blockio@physical_block_size": "physical_block_size"
	})) {
		const value = values.get(path);
		if (value === void 0) continue;
		const known = words$1[path];
		if (known?.includes(value.value) ?? isNumber$1(value.value)) say(field, value.value, { line: value.line });
		else refused.push(wrongValue(path, value, known));
	}
	const shareable = values.get("shareable");
	const cache = said.findIndex(({ name, value }) => name === "cache" && value !== "default");
	if (shareable !== void 0 && cache < 0) {
		const given = said.findIndex(({ name }) => name === "cache");
		if (given >= 0) said.splice(given, 1);
		say("cache", "none", { default: `libvirt's with <shareable/> in line ${shareable.line}` });
		if (values.get("driver@io")?.value === "native") refuse(shareable, "libvirt takes io=\"native\" only with a cache that is said");
	}
	if (shareable !== void 0 && values.get("driver@type")?.value === "qcow2") refuse(shareable, "libvirt shares no qcow2");
	const zeroes = said.findIndex(({ name, value }) => name === "detect-zeroes" && value === "unmap");
	const unmaps = said.some(({ name, value }) => name === "discard" && value === "unmap");
	const detects = values.get("driver@detect_zeroes");
	if (zeroes < 0 || unmaps || detects === void 0) return;
	const { line, value } = detects;
	said[zeroes] = {
		name: "detect-zeroes",
		value: "on",
		origin: { line }
	};
	told.push({
		name: "detect_zeroes",
		value,
		line,
		says: "without discard=\"unmap\" libvirt makes detect_zeroes=\"on\" of it"
	});
}
function readFormat(element, { values }, { said, told, refused }) {
	const given = values.get("driver@type");
	const line = childOf(element, "source")?.line ?? element.line;
	if (given === void 0) {
		if (childOf(element, "driver")?.attributes["type"] !== void 0) return;
		said.push({
			name: "format",
			value: "raw",
			origin: { default: "libvirt's, without a type" }
		});
		told.push({
			name: "driver type",
			value: "raw",
			line,
			says: "no driver type: libvirt takes raw, and never looks into the file"
		});
	} else if (given.value === "raw" || given.value === "aio") said.push({
		name: "format",
		value: "raw",
		origin: { line: given.line }
	});
	else if (given.value === "qcow2") {
		said.push({
			name: "format",
			value: "qcow2",
			origin: { line: given.line }
		});
		if (childOf(element, "backingStore") !== void 0) return;
		told.push({
			name: "backingStore",
			value: "not said",
			line,
			says: "no <backingStore/>: the text can't tell whether there are layers below"
		});
	} else refused.push(wrongValue("driver@type", given, words$1["driver@type"]));
}
function busOf(element, { values }) {
	const given = values.get("target@bus");
	if (given !== void 0) return given;
	const target = values.get("target@dev");
	const line = target?.line ?? element.line;
	const letters = /^(?:ioemu:)?(xvd|[hsvf]d|ubd)[a-zA-Z0-9_]+$/.exec(target?.value ?? "")?.[1];
	const unsure = childOf(element, "target")?.attributes["bus"] ?? "not said";
	return {
		value: guessedBuses.get(letters ?? "") ?? unsure,
		line,
		shown: "<target>"
	};
}
/** Queues and their size, of a device or of a controller. */
function readQueues$1({ values }, domain, found) {
	const numberOf = (path) => {
		const value = values.get(path);
		if (value === void 0 || isNumber$1(value.value)) return value;
		found.refused.push(wrongValue(path, value, void 0));
	};
	const given = {
		"num-queues": numberOf("driver@queues"),
		"queue-size": numberOf("driver@queue_size")
	};
	sayQueues(given, {
		...domain,
		cpusName: "vcpu"
	}, found);
}
function readThread$1({ values }, { threads, mainLoop }, names, found) {
	const { said, told, refused } = found;
	const given = values.get("driver@iothread");
	const spread = values.get("driver/iothreads");
	if (given === void 0 && spread === void 0) refused.push(...mainLoop);
	const use = (id, at) => {
		const thread = threads.get(id);
		const { line, shown } = at;
		if (thread === void 0) {
			const problem = `${shown}: the domain has no iothread ${quoted(id)}`;
			refused.push(refusedField("iothread", at, problem));
			return false;
		}
		refused.push(...thread.refused);
		const others = quoted(thread.users.filter((user) => user !== names[0]).join(", "));
		const says = `thread ${id} is also used by ${others}; the gate gives each disk its own`;
		if (others !== "") told.push({
			name: "iothread",
			value: `shared with ${others}`,
			line,
			says
		});
		return true;
	};
	if (given !== void 0 && use(given.value, given)) said.push({
		name: "iothread",
		value: "on",
		origin: { line: given.line }
	});
	if (spread === void 0) return;
	const all = [...spread.value.matchAll(/iothread\(id=(\d+)((?: queue\(id=\d+\))*)\)(?: |$)/g)];
	const isWhole = all.map(([text]) => text).join("") === spread.value;
	const mapped = all.map(([, id = "", own = ""]) => ({
		id,
		queues: own.match(/\d+/g) ?? []
	}));
	sayMapping(isWhole ? mapped : [], spread, (id) => use(id, spread), found);
}
function isNumber$1(text) {
	return /^[1-9]\d{0,8}$/.test(text);
}
function wrongValue(path, value, known) {
	const name = path.replace(/^.*@/, "");
	const problem = `${value.shown} is no value that the gate knows`;
	const remedy = known === void 0 ? "write a whole number" : suggestWord(value.value, known);
	return {
		...refusedField(name, value, problem),
		remedy
	};
}

// src/source/libvirt/reader.ts
/** Kinds of domains that QEMU runs. */
const qemuDomains = /* @__PURE__ */ new Set([
	"kvm",
	"qemu",
	"hvf"
]);
/** Reads a libvirt domain, or a disk element alone as `virsh attach-device` takes it. */
function readLibvirt(source) {
	const xml = readXml(source);
	if (!xml.ok) return xml;
	const root = xml.value;
	const place = placeOf(source.path, root.line);
	if (root.name !== "domain" && root.name !== "disk") {
		const problem = `<${quoted(root.name)}> is neither a domain nor a disk of libvirt`;
		return reject(place, problem, "give what `virsh dumpxml NAME` prints");
	}
	const type = root.attributes["type"] ?? "kvm";
	if (root.name === "domain" && !qemuDomains.has(type) && !hasPlaceholder(type)) return reject(place, `a domain of type ${quoted(type)} is no guest of QEMU`);
	const domain = domainOf(root);
	const disks = domain.disks.map((disk) => onceAsked(disk, domain));
	const name = childOf(root, "name")?.text;
	const what = root.name === "disk" ? "libvirt disk" : `libvirt domain "${quoted(name ?? "")}"`;
	return accept({
		format: "libvirt",
		what,
		disks
	});
}
/** A disk that is read when somebody asks for more than its names: a file may have thousands. */
function onceAsked(disk, domain) {
	let found;
	const read = () => found ??= readDisk$1(disk, domain);
	return {
		...placeOfDisk(disk),
		get said() {
			return read().said;
		},
		get told() {
			return read().told;
		},
		get refused() {
			return read().refused;
		},
		get durability() {
			return read().durability;
		},
		open: []
	};
}

// src/source/qemu/words.ts
/** A word that stands in one line. */
function wordOf(text, line) {
	return text === "" ? [] : [{
		text,
		line
	}];
}
/** What a word says. */
function textOf(word) {
	return word.map(({ text }) => text).join("");
}
/** The piece in which an offset of the word lies, or the last one. */
function pieceAt(word, offset) {
	let left = offset;
	for (const piece of word) {
		if (left < piece.text.length) return piece;
		left -= piece.text.length;
	}
	return word.at(-1) ?? {
		text: "",
		line: 1
	};
}
/** Tells the line of an offset of a long word. */
function lineFinderOf(word) {
	let from = 0;
	const starts = word.map(({ text }) => {
		from += text.length;
		return from - text.length;
	});
	return (offset) => {
		let [low, high] = [0, starts.length];
		while (high - low > 1) {
			const middle = low + high >> 1;
			if ((starts[middle] ?? 0) <= offset) low = middle;
			else high = middle;
		}
		return word[low]?.line ?? 1;
	};
}
/** A place for a value that nobody says. */
function hole(name, line, why) {
	return {
		text: `\${${name}}`,
		line,
		why
	};
}
/** The part of a word that nobody says. */
function holeIn(word) {
	return word.find(({ text, why }) => why !== void 0 || hasPlaceholder(text));
}
const programs = /(?:^|\/)(?:qemu-system-\w+|qemu-kvm|kvm)$/;
const wrappers = new Set("exec sudo doas env nohup nice ionice time timeout taskset numactl setsid chrt stdbuf strace command systemd-run tmux screen cgexec prlimit unshare perf gdb valgrind".split(" "));
const attaching = /^--?(?:drive|blockdev|device|hd[a-d])$/;
/** Whether a command of this name may start QEMU. */
function mayStart(name) {
	const text = textOf(name ?? []);
	return name !== void 0 && holeIn(name) !== void 0 || programs.test(text) || wrappers.has(text.replace(/^.*\//, ""));
}
/** The words of a command as a start of QEMU; undefined where it is another command. */
function callOf(words) {
	const [name] = words;
	if (!mayStart(name)) return void 0;
	const texts = words.map(textOf);
	const at = texts.findIndex((text) => programs.test(text));
	const isUnknown = name !== void 0 && holeIn(name) !== void 0;
	const index = at < 0 && isUnknown && texts.some((text) => attaching.test(text)) ? 0 : at;
	const word = words[index];
	if (word === void 0) return void 0;
	const options = words.slice(index + 1);
	const isGiven = options.some((each) => textOf(each).startsWith("-") || holeIn(each) !== void 0);
	const isAsked = options.some((each) => /^--?(?:version|help|h)$/.test(textOf(each)));
	if (!isGiven || isAsked) return void 0;
	return {
		program: texts[index] ?? "",
		line: pieceAt(word, 0).line,
		words: options
	};
}

// src/source/qemu/options.ts
/** The most options of an argument. */
const mostOptions = 300;
/** Words for on and off, as QEMU takes them. */
const switches = {
	...Object.fromEntries([
		"on",
		"yes",
		"true",
		"y"
	].map((word) => [word, "on"])),
	...Object.fromEntries([
		"off",
		"no",
		"false",
		"n"
	].map((word) => [word, "off"]))
};
/** `on` or `off` for each of their words; other values as they are. */
function switchOf(value) {
	return Object.hasOwn(switches, value) ? switches[value] ?? value : value;
}
/**
* Splits an argument as QEMU does: `,,` is a comma in a value, a word without `=` is on, apart from
* the first one, which is the value of `implied`.
*/
function readArgument(option, word, implied) {
	const text = textOf(word);
	const { line } = pieceAt(word, 0);
	if (/^\s*\{/.test(text) && (option === "-blockdev" || implied !== void 0)) return readJson(option, word);
	const options = [];
	if (text.split(",").length > mostOptions) return {
		option,
		line,
		options,
		trouble: `has more than ${mostOptions} options`
	};
	for (const { 0: whole, 1: raw = "", index } of text.matchAll(/((?:[^,]|,,)*)(?:,|$)/g)) {
		if (whole === "") continue;
		const equals = raw.indexOf("=");
		const isFirst = options.length === 0 && implied !== void 0 && equals < 0;
		const at = isFirst ? index : index + equals + 1;
		const piece = pieceAt(word, equals < 0 ? index : Math.min(at, index + raw.length - 1));
		const own = within(word, index, index + raw.length);
		options.push({
			name: isFirst ? implied : equals < 0 ? raw : raw.slice(0, equals),
			value: isFirst || equals >= 0 ? raw.slice(at - index).replaceAll(",,", ",") : "on",
			line: piece.line,
			hole: holeIn(own),
			notes: own.flatMap(({ note }) => note ?? [])
		});
	}
	return {
		option,
		line,
		options
	};
}
/** The pieces of a part of a word. */
function within(word, from, to) {
	let start = 0;
	return word.flatMap((piece) => {
		const [begin, end] = [Math.max(from - start, 0), Math.min(to - start, piece.text.length)];
		start += piece.text.length;
		return begin < end ? [{
			...piece,
			text: piece.text.slice(begin, end)
		}] : [];
	});
}
function readJson(option, word) {
	const { line } = pieceAt(word, 0);
	const notes = word.flatMap(({ note }) => note ?? []);
	const text = textOf(word);
	const options = [];
	let members = 0;
	const flatten = (value, name) => {
		if (typeof value === "object" && value !== null) {
			for (const [key, each] of Object.entries(value)) {
				if (!Array.isArray(value)) members += 1;
				flatten(each, name === "" ? key : `${name}.${key}`);
			}
			return;
		}
		const said = typeof value === "boolean" ? value ? "on" : "off" : String(value);
		const hole = holeIn([{
			text: said,
			line
		}]);
		options.push({
			name,
			value: value === null ? "" : said,
			line,
			hole,
			notes
		});
	};
	try {
		flatten(JSON.parse(text), "");
	} catch {
		return {
			option,
			line,
			options: [],
			trouble: "is no JSON"
		};
	}
	return (text.match(/"(?:[^"\\]|\\.)*"(?=\s*:)/g)?.length ?? 0) === members ? {
		option,
		line,
		options
	} : {
		option,
		line,
		options,
		trouble: "has a member twice"
	};
}
/** The last option of a name, which is the one that holds. */
function lastOf(options, ...names) {
	return options.findLast(({ name }) => names.includes(name));
}
/** Options of a child node without its name: `filename` of `file.filename`. */
function childOptions(options, child) {
	return options.flatMap((option) => option.name.startsWith(`${child}.`) ? [{
		...option,
		name: option.name.slice(child.length + 1)
	}] : []);
}

// src/source/qemu/guest.ts
/** Options of QEMU that take no value. */
const bare = new Set("h help version snapshot nographic curses full-screen alt-grab ctrl-grab no-frame sdl no-quit portrait win2k-hack no-fd-bootchk no-acpi no-hpet enable-kvm no-kvm daemonize S s singlestep no-reboot no-shutdown nodefaults no-user-config mem-prealloc only-migratable preconfig usb xen-attach xen-domid-restrict enable-sync-profile old-param semihosting xen-create realtime".split(" "));
/** Short forms of `-drive`, and what they stand for. */
const shortForms = new Map([
	...[
		"hda",
		"hdb",
		"hdc",
		"hdd"
	].map((name) => [name, ""]),
	["cdrom", "media=cdrom,"],
	["fda", "if=floppy,"],
	["fdb", "if=floppy,"],
	["pflash", "if=pflash,"],
	["mtdblock", "if=mtd,"],
	["sd", "if=sd,"]
]);
/** Reads the arguments of one start of QEMU. */
function readGuest({ program, line, words, trouble, strays = [] }) {
	const found = {
		drives: [],
		nodes: [],
		devices: [],
		objects: []
	};
	const globals = [];
	const machine = [];
	const cpus = [];
	const refused = [];
	let name = "";
	let isSnapshot = false;
	const refuse = (option, at, problem) => {
		refused.push(refusedField(option, {
			value: quoted(problem),
			line: at
		}, problem));
	};
	if (trouble !== void 0) {
		const remedy = "give the finished command: `set -x` prints it";
		const problem = `the start of QEMU ${trouble}`;
		refused.push({
			...refusedField("command", {
				value: trouble,
				line
			}, problem),
			remedy
		});
	}
	const set = (word) => {
		const text = textOf(word);
		const [, group = "", id = "", rest = ""] = /^([\w-]+)\.([^.=]*)\.(.*)$/s.exec(text) ?? [];
		const target = {
			drive: found.drives,
			device: found.devices
		}[group];
		const own = target?.findIndex(({ options }) => lastOf(options, "id")?.value === id) ?? -1;
		const argument = target?.[own];
		const at = pieceAt(word, 0).line;
		if (target !== void 0 && argument !== void 0) {
			const equals = rest.indexOf("=");
			const said = pieceAt(word, text.indexOf("=") + 1).line;
			const option = {
				name: rest.slice(0, equals),
				value: rest.slice(equals + 1),
				line: said
			};
			target[own] = {
				...argument,
				options: [...argument.options, {
					...option,
					hole: holeIn(word)
				}]
			};
		} else if (!/^(?:chardev|netdev|net|fsdev|mon)\./.test(text)) refuse("set", at, `-set ${quoted(text)} changes what the gate does not find`);
	};
	const takes = {
		drive: (word) => found.drives.push(readArgument("-drive", word)),
		blockdev: (word) => found.nodes.push(readArgument("-blockdev", word, "driver")),
		device: (word) => found.devices.push(readArgument("-device", word, "driver")),
		object: (word) => found.objects.push(readArgument("-object", word, "qom-type")),
		machine: (word) => machine.push(...readArgument("-machine", word, "type").options),
		smp: (word) => cpus.push(...readArgument("-smp", word, "cpus").options),
		name: (word) => {
			const given = readArgument("-name", word, "guest").options;
			name = lastOf(given, "guest")?.value ?? name;
		},
		set,
		global: (word) => {
			const global = globalOf(word);
			if (global !== void 0) globals.push(global);
			else refuse("global", pieceAt(word, 0).line, `-global ${quoted(textOf(word))} is not known`);
		},
		readconfig: (word) => {
			const at = pieceAt(word, 0).line;
			refuse("readconfig", at, `-readconfig ${quoted(textOf(word))} is a file with more options`);
		}
	};
	for (let index = 0; index < words.length; index += 1) {
		const word = words[index] ?? [];
		const text = textOf(word);
		const at = pieceAt(word, 0).line;
		const unsaid = holeIn(word);
		if (unsaid !== void 0) {
			refused.push(unsaidField(unsaid, "is a whole argument"));
			continue;
		}
		if (!text.startsWith("-")) {
			if (text.startsWith("@")) refuse("@file", at, `${quoted(text)} is a file of arguments`);
			else found.drives.push(shortDrive("", word, text));
			continue;
		}
		if (!/^--?[\w-]+$/.test(text)) {
			refuse("argument", at, `${quoted(text)} is no option of QEMU`);
			continue;
		}
		const option = text.replace(/^--?/, "").replace(/^M$/, "machine");
		const next = words[index + 1];
		if (option === "snapshot") {
			isSnapshot = true;
			refuse("snapshot", at, "-snapshot writes to overlays that are thrown away");
		}
		if (bare.has(option) || next === void 0 || /^--?[a-z]/.test(textOf(next))) continue;
		index += 1;
		const short = shortForms.get(option);
		if (short !== void 0) found.drives.push(shortDrive(short, next, text));
		else if (Object.hasOwn(takes, option)) takes[option]?.(next);
	}
	const type = lastOf(machine, "type");
	return {
		name,
		line,
		program,
		...found,
		globals,
		machine: {
			value: type?.value ?? "",
			line: type?.line ?? line
		},
		cpus: countCpus(cpus, line),
		refused,
		isSnapshot,
		told: strays.map((at) => ({
			name: "command",
			value: "cut",
			line: at,
			says: "the line is a command of its own, so that what it says is no part of the guest"
		}))
	};
}
/** What nobody says, and what lets it be said. */
function unsaidField({ text, line, why }, what) {
	const name = /\$\{([^}]*)\}/.exec(text)?.[1] ?? text;
	const reason = why ?? "has no value in the text";
	const problem = `"${quoted(text)}" ${what}, and it ${reason}: nobody says what it holds`;
	const remedy = `give ${why !== void 0 ? "" : `its value as \`vars: { ${quoted(name)}: "" }\`, or `}the finished command: \`set -x\` prints it`;
	return {
		name: quoted(name),
		value: text,
		line,
		problem,
		remedy,
		accepts: void 0
	};
}
/** A disk by its file alone, on an interface that the machine decides. */
function shortDrive(more, word, option) {
	const { line } = pieceAt(word, 0);
	const file = word.map((piece) => ({
		...piece,
		text: piece.text.replaceAll(",", ",,")
	}));
	return readArgument(option, [...wordOf(`${more}file=`, line), ...file]);
}
/** `driver.property=value`, or the same in three options. */
function globalOf(word) {
	const text = textOf(word);
	const dotted = /^([^.=,]+)\.([^.=]+)=(.*)$/s.exec(text);
	if (dotted !== null) {
		const [, driver = "", name = "", value = ""] = dotted;
		const { line } = pieceAt(word, text.indexOf("=") + 1);
		return {
			driver,
			option: {
				name,
				value,
				line,
				hole: holeIn(word)
			}
		};
	}
	const { options } = readArgument("-global", word);
	const driver = lastOf(options, "driver")?.value;
	const name = lastOf(options, "property")?.value;
	const value = lastOf(options, "value");
	if (driver === void 0 || name === void 0 || value === void 0) return void 0;
	return {
		driver,
		option: {
			...value,
			name
		}
	};
}
/** CPUs of the guest, as `-smp` counts them. */
function countCpus(options, line) {
	const [first] = options;
	if (first === void 0) return {
		value: "1",
		line
	};
	const given = lastOf(options, "cpus");
	if (given !== void 0) return {
		value: given.value,
		line: given.line
	};
	const product = [
		"sockets",
		"dies",
		"clusters",
		"cores",
		"threads"
	].reduce((count, name) => count * Number(lastOf(options, name)?.value ?? 1), 1);
	return {
		value: String(product),
		line: first.line
	};
}

// src/source/qemu/classes.ts
const spread = { "iothread-vq-mapping": "iothread-vq-mapping" };
const mapped = {
	drive: {
		if: "bus",
		file: "format",
		format: "format",
		cache: "cache",
		"cache.writeback": "write-cache",
		aio: "aio",
		media: "bus"
	},
	node: {
		driver: "format",
		"cache.direct": "cache.direct",
		"cache.no-flush": "cache.no-flush",
		discard: "discard",
		"detect-zeroes": "detect-zeroes"
	},
	file: { aio: "aio" },
	raw: { file: "format" },
	qcow2: {
		file: "format",
		"lazy-refcounts": "lazy_refcounts",
		"l2-cache-size": "l2-cache-size"
	},
	throttle: { file: "format" },
	"virtio-blk-pci": {
		"num-queues": "num-queues",
		"queue-size": "queue-size",
		...spread
	},
	"virtio-scsi-pci": {
		num_queues: "num-queues",
		virtqueue_size: "queue-size",
		...spread
	}
};
const onDisk = {
	"write-cache": "write-cache",
	logical_block_size: "logical_block_size",
	physical_block_size: "physical_block_size",
	drive: "bus"
};
const geometry = "cyls heads secs lcyls lheads lsecs rerror werror";
const anyDisk = "bootindex share-rw serial account-failed account-invalid";
const pci = "addr bus id acpi-index multifunction rombar romfile romsize failover_pair_id x-pcie-extcap-init x-pcie-lnksta-dllla";
const virtioPci = `${pci} aer disable-legacy migrate-extra use-started use-disabled-flag x-disable-legacy-check x-ats-page-aligned x-ignore-backend-features virtio-pci-bus-master-bug-migration virtio-backend x-pcie-deverr-init x-pcie-flr-init x-pcie-lnkctl-init x-pcie-pm-init`;
const neutral = {
	drive: "id index unit bus werror rerror stats-account-failed stats-account-invalid",
	node: "node-name auto-read-only",
	file: "filename locking",
	"virtio-blk-pci": `${virtioPci} ${geometry} ${anyDisk} class x-enable-wce-if-config-wce`,
	"virtio-scsi-pci": `${virtioPci} hotplug param_change`,
	"scsi-hd": `id bus ${geometry} ${anyDisk} channel device_id lun port_index port_wwn product scsi-id vendor ver wwn`,
	nvme: `${pci} ${anyDisk} aer_max_queued aerl use-intel-id smart_critical_warning`
};
const device = "changes the device, and the gate can't set it";
const node = "changes the block node, and the gate can't set it";
const limit = "limits the disk, so that the limit would be the result";
const virtio = "any_layout=on ats=off event_idx=on indirect_desc=on ioeventfd=on iommu_platform=off modern-pio-notify=off notify_on_empty=on packed=off page-per-vq=off queue_reset=on vectors disable-modern=off x-disable-pcie=off";
const refused = [
	[
		"drive",
		"snapshot=off",
		"writes to an overlay that is thrown away, whatever cache= says",
		false
	],
	[
		"drive",
		"readonly=off read-only=off",
		"keeps the guest from writing, which workloads do",
		false
	],
	[
		"drive",
		"copy-on-read=off",
		"copies what is read into the image"
	],
	[
		"drive",
		"throttling bps=0 bps_rd=0 bps_wr=0 bps_max=0 bps_rd_max=0 bps_wr_max=0 iops=0 iops_rd=0 iops_wr=0 iops_max=0 iops_rd_max=0 iops_wr_max=0 iops_size=0 group",
		limit,
		"throttle"
	],
	[
		"node",
		"read-only=off",
		"keeps the guest from writing, which workloads do",
		false
	],
	[
		"node",
		"force-share=off",
		"keeps the guest from writing, which workloads do",
		false
	],
	[
		"node",
		"active=on",
		"keeps the guest from writing, which workloads do",
		false
	],
	[
		"file",
		"aio-max-batch=0 drop-cache=on x-check-cache-dropped=off",
		node
	],
	[
		"file",
		"pr-manager",
		"passes SCSI commands to a device of the host",
		false
	],
	[
		"raw",
		"offset=0 size",
		"is a part of a file, and the gate takes a whole one",
		false
	],
	[
		"qcow2",
		"cache-size l2-cache-entry-size refcount-cache-size cache-clean-interval=600 discard-no-unref=off overlap-check=cached pass-discard-request=on pass-discard-snapshot=on pass-discard-other=off",
		node
	],
	[
		"qcow2",
		"backing",
		"is a layer below the image, which the gate has not",
		"backing"
	],
	[
		"qcow2",
		"data-file",
		"is a second file of the image, which the gate has not",
		false
	],
	[
		"qcow2",
		"encrypt",
		"encrypts each request, and the gate does not",
		false
	],
	[
		"throttle",
		"throttle-group",
		limit,
		"throttle"
	],
	[
		"virtio-blk-pci",
		`${virtio} backend_defaults=auto config-wce=on discard=on discard_granularity max-discard-sectors=4194303 max-write-zeroes-sectors=4194303 min_io_size=0 opt_io_size=0 report-discard-granularity=on request-merging=on scsi=off seg-max-adjust=on write-zeroes=on`,
		device
	],
	[
		"virtio-scsi-pci",
		`${virtio} cmd_per_lun=128 max_sectors=65535 seg_max_adjust=on`,
		device
	],
	[
		"scsi-hd",
		"backend_defaults=auto discard_granularity dpofua=off max_io_size=2147483647 max_unmap_size=1073741824 min_io_size=0 opt_io_size=0 removable=off scsi_version=5 quirk_mode_page_vendor_specific_apple=off",
		device
	],
	[
		"nvme",
		"backend_defaults=auto cmb_size_mb=0 discard_granularity ioeventfd=off max_ioqpairs=64 mdts=7 min_io_size=0 opt_io_size=0 msix-exclusive-bar=off msix_qsize=65 num_queues=0 pmrdev sriov_max_vfs=0 sriov_max_vi_per_vf=0 sriov_max_vq_per_vf=0 sriov_vi_flexible=0 sriov_vq_flexible=0 subsys vsl=7 zoned.auto_transition=on zoned.zasl=0",
		device
	],
	[
		"iothread",
		"aio-max-batch=0 poll-max-ns=32768 poll-grow=0 poll-shrink=0 thread-pool-max=64 thread-pool-min=0",
		"changes how the thread waits and grows, and the gate's does as QEMU's do"
	]
];
const told = [[
	"scsi-hd",
	"rotation_rate=0",
	"is said to the guest, which the gate's disk does not do"
], [
	"drive",
	"stats-intervals",
	"counts each request, which the gate does not"
]];
/** Every option of the nodes and devices that the gate reads. */
const options = [
	...Object.entries({
		...mapped,
		"virtio-blk-pci": {
			...mapped["virtio-blk-pci"],
			...onDisk,
			iothread: "iothread"
		},
		"virtio-scsi-pci": {
			...mapped["virtio-scsi-pci"],
			iothread: "iothread"
		},
		"scsi-hd": onDisk,
		nvme: onDisk
	}).flatMap(([of, names]) => Object.entries(names).map(([name, to]) => ({
		of,
		name,
		class: {
			kind: "mapped",
			to
		}
	}))),
	...Object.entries(neutral).flatMap(([of, names]) => names.split(" ").map((name) => ({
		of,
		name,
		class: { kind: "neutral" }
	}))),
	...told.flatMap((row) => rowsOf(row, (says) => ({
		kind: "told",
		says
	}))),
	...refused.flatMap((row) => {
		const accepts = row[3] === false ? {} : { accepts: "without" };
		return rowsOf(row, (why) => ({
			kind: "refused",
			why,
			...accepts
		}));
	})
];
function rowsOf([of, names, why], kind) {
	return names.split(" ").map((each) => {
		const [name = "", usual] = each.split("=");
		return {
			of,
			name,
			class: kind(why),
			usual
		};
	});
}
/** The word by which `without` takes an option. */
function withoutWord(of, name) {
	const row = refused.find(([owner, names]) => owner === of && names.split(" ").some((each) => each.split("=")[0] === name));
	return typeof row?.[3] === "string" ? row[3] : name;
}
/** Why a node of a driver can't be measured in a file; what is not here is a format or a filter. */
const refusedDrivers = new Map([
	..."rbd iscsi nbd ssh http https ftp ftps gluster nfs sheepdog nfs gluster+tcp gluster+unix".split(" ").map((name) => [name, "is on a network, with a cache of its own"]),
	..."nbd+tcp nbd+unix iscsi+tcp".split(" ").map((name) => [name, "is on a network, with a cache of its own"]),
	["fat", "is a directory shown as FAT (vvfat)"],
	["vvfat", "is a directory shown as FAT"],
	["nvme", "is a drive that QEMU drives itself, without the kernel"],
	["json", "is a block node in JSON, of any kind"],
	["null-co", "is no storage"],
	["null-aio", "is no storage"]
]);

// src/source/qemu/sort.ts
const known = Map.groupBy(options, ({ of }) => of);
/** Values of options that are words; what is not here is refused. */
const words = {
	cache: [
		"none",
		"off",
		"writeback",
		"writethrough",
		"directsync",
		"unsafe"
	],
	aio: [
		"threads",
		"native",
		"io_uring"
	],
	discard: [
		"ignore",
		"off",
		"unmap",
		"on"
	],
	"detect-zeroes": [
		"off",
		"on",
		"unmap"
	],
	"cache.direct": ["on", "off"],
	"cache.no-flush": ["on", "off"],
	"cache.writeback": ["on", "off"],
	"write-cache": [
		"on",
		"off",
		"auto"
	]
};
const numbers = /^(?:num[-_]queues|queue-size|virtqueue_size|(?:logical|physical)_block_size)$/;
/**
* Sorts the options of an argument by their classes; the last of a name holds, as in QEMU. What
* sets something, or is neutral, is given back by name.
*/
function sortOptions(options, of, shownAs, { told, refused }) {
	const values = /* @__PURE__ */ new Map();
	for (const [index, option] of options.entries()) {
		const { name, line, hole, notes = [] } = option;
		if (options.findLastIndex((other) => other.name === name) !== index) continue;
		const field = fieldOf(name, of);
		const value = words[name]?.includes("on") === false ? option.value : inUnits(name, switchOf(option.value));
		const shown = name === option.hole?.text || option.name.includes("${") ? `${shownAs} ${quoted(name)}` : `${shownAs} ${name}=${quoted(option.value)}`;
		if (field === void 0 && hole !== void 0) {
			refused.push(unsaidField({
				...hole,
				line
			}, `of ${shownAs} holds options`));
			continue;
		}
		if (field === void 0) {
			const names = of.flatMap((each) => (known.get(each) ?? []).map(({ name: one }) => one));
			const near = nearWord(name, names);
			const problem = `${shown}: QEMU has no such option there that the gate knows`;
			const remedy = near === void 0 ? "take it out" : `did you mean ${near}?`;
			refused.push({
				name,
				value: option.value,
				line,
				problem,
				remedy,
				accepts: void 0
			});
			continue;
		}
		const { class: kind, usual } = field;
		if (kind.kind === "neutral") values.set(name, {
			...option,
			value
		});
		else if (hole !== void 0 && !isFile(name)) refused.push(unsaidField({
			...hole,
			line: hole.line
		}, `decides ${shownAs} ${quoted(name)}`));
		else if (kind.kind === "mapped") {
			if (words[name]?.includes(value) ?? (!numbers.test(name) || isNumber(value))) values.set(name, {
				...option,
				value
			});
			else {
				const remedy = `use one of: ${words[name]?.join(", ") ?? "whole numbers"}`;
				const problem = `${shown} is no value that the gate knows`;
				refused.push({
					...refusedField(name, {
						value,
						line
					}, problem),
					remedy
				});
			}
			for (const says of isFile(name) ? [] : notes) if (!told.some((one) => one.says === says)) told.push({
				name,
				value,
				line,
				says
			});
		} else if (value === usual || usual === void 0 && isUnlimited(name, value)) continue;
		else if (kind.kind === "told") told.push({
			name,
			value,
			line,
			says: `${shown} ${kind.says}`
		});
		else {
			const word = withoutWord(field.of, field.name);
			const stated = {
				value: `${name}=${value}`,
				line
			};
			refused.push(refusedField(word, stated, `${shown} ${kind.why}`, kind.accepts));
		}
	}
	return values;
}
/** The class of an option, or of the group in which it is. */
function fieldOf(name, of) {
	const find = (wanted) => of.flatMap((each) => known.get(each) ?? []).findLast((field) => field.name === wanted);
	const group = find(name.replace(/\..*/, ""));
	return find(name) ?? (group?.class.kind === "mapped" ? void 0 : group);
}
/** A file's name is no more than a place; whether it is one of the host is looked at apart. */
function isFile(name) {
	return name === "file" || name === "filename";
}
/** A limit of 0 is none, and no layer is none. */
function isUnlimited(name, value) {
	return name.startsWith("throttling.") && value === "0" || name === "backing" && value === "";
}
/** Sizes of blocks are told in KiB too. */
function inUnits(name, value) {
	const kibibytes = name.endsWith("_block_size") ? /^(\d{1,4})k$/i.exec(value)?.[1] : void 0;
	return kibibytes === void 0 ? value : String(1024 * Number(kibibytes));
}
/** A whole number above 0. */
function isNumber(text) {
	return /^[1-9]\d{0,8}$/.test(text);
}
/** Says a field. */
function sayField(name, { value, line }, { said }) {
	said.push({
		name,
		value,
		origin: { line }
	});
}

// src/source/qemu/threads.ts
/** What options of a mapping begin with: `iothread-vq-mapping.0.iothread`, `….0.vqs.0`. */
const mapping = "iothread-vq-mapping";
/** The thread of a device, or those over which its queues are spread. */
function readThreads(option, device, guest, found) {
	const use = (value, line) => readThread({
		value,
		line
	}, device, guest, found);
	if (option !== void 0 && use(option.value, option.line)) sayField("iothread", {
		...option,
		value: "on"
	}, found);
	const own = device.options.filter(({ name }) => name.startsWith(mapping));
	const [first] = own;
	if (first === void 0) return;
	const threads = own.flatMap(({ name, value: id }) => {
		const queues = own.filter((each) => each.name.startsWith(name.replace(/iothread$/, "vqs.")));
		return name.endsWith(".iothread") ? [{
			id,
			queues: queues.map(({ value }) => value)
		}] : [];
	});
	const at = {
		value: own.map((each) => `${each.name.slice(20)}=${each.value}`).join(" "),
		line: first.line,
		shown: mapping
	};
	const isWhole = threads.flatMap(({ queues }) => queues).length + threads.length === own.length;
	sayMapping(isWhole ? threads : [], at, (id) => use(id, first.line), found);
}
/** Whether the thread is there; what is special about it is gathered. */
function readThread({ value, line }, device, guest, found) {
	const thread = guest.objects.find(({ options }) => lastOf(options, "qom-type")?.value === "iothread" && lastOf(options, "id")?.value === value);
	if (thread === void 0) {
		const problem = `iothread=${quoted(value)}: no -object iothread has this id`;
		found.refused.push(refusedField("iothread", {
			value,
			line
		}, problem));
		return false;
	}
	const own = thread.options.filter(({ name }) => !/^(?:qom-type|id)$/.test(name));
	sortOptions(own, ["iothread"], "-object iothread", found);
	const users = guest.devices.filter((each) => each !== device && each.options.some(({ name, value: used }) => /(?:^|\.)iothread$/.test(name) && used === value)).map(({ options }) => (lastOf(options, "id") ?? lastOf(options, "drive"))?.value ?? "?");
	const says = `thread ${quoted(value)} is also used by ${users.join(", ")}; the gate gives each disk its own`;
	if (users.length > 0) found.told.push({
		name: "iothread",
		value: `shared with ${users.join(", ")}`,
		line,
		says
	});
	return true;
}

// src/source/qemu/device.ts
/** Devices that the gate has, by the names that QEMU has for them. */
const models = new Map([
	...[
		"virtio-blk",
		"virtio-blk-pci",
		"virtio-blk-pci-transitional",
		"virtio-blk-pci-non-transitional"
	].map((name) => [name, "virtio-blk-pci"]),
	...[
		"virtio-scsi",
		"virtio-scsi-pci",
		"virtio-scsi-pci-transitional",
		"virtio-scsi-pci-non-transitional"
	].map((name) => [name, "virtio-scsi-pci"]),
	["scsi-hd", "scsi-hd"],
	["nvme", "nvme"]
]);
/** Types above those devices, by which `-global` reaches them too. */
const types = {
	"virtio-blk-pci": /^(?:virtio-blk-(?:pci.*|device)|virtio-pci|virtio-device|pci-device|device)$/,
	"virtio-scsi-pci": /^(?:virtio-scsi-(?:pci.*|device|common)|virtio-pci|virtio-device|pci-device|device)$/,
	"scsi-hd": /^(?:scsi-hd|scsi-disk-base|scsi-device|device)$/,
	nvme: /^(?:nvme|pci-device|device)$/
};
const controllers = /^(?:virtio-scsi.*|vhost-(?:user-)?scsi.*|lsi.*|megasas.*|mptsas1068|pvscsi|am53c974|dc390|spapr-vscsi|usb-uas)$/;
const otherDisks = [
	[/^(?:scsi-(?:block|generic))$/, "is SCSI passthrough to a device of the host"],
	[/^vhost-user-(?:blk|scsi)/, "is vhost-user: QEMU does no I/O for it"],
	[/^(?:vhost-vdpa|vhost-scsi)/, "is done by the kernel: QEMU does no I/O for it"],
	[/^ide-hd$/, "is on bus ide or sata, which the gate has not"],
	[/^virtio-blk-device$/, "is virtio without PCI, which the gate has not"]
];
/** Why a device is no disk; undefined where it is one, or may be. */
function skippedDevice(driver) {
	if (/^(?:ide|scsi)-cd$/.test(driver)) return "a CD-ROM";
	if (/^(?:floppy|isa-fdc)$/.test(driver)) return "a floppy disk";
}
/** Whether a device is a disk without a block node of QEMU's. */
function isDiskOfItsOwn(driver) {
	return /^vhost-(?:user-(?:blk|scsi)|scsi)/.test(driver);
}
/** What the device of a disk says; its write cache is given back. */
function readDevice(device, guest, found) {
	const driver = lastOf(device.options, "driver");
	const name = driver?.value ?? "";
	const model = models.get(name);
	const line = driver?.line ?? device.line;
	if (model === void 0 || model === "virtio-scsi-pci") {
		if (driver?.hole !== void 0) found.refused.push(unsaidField(driver.hole, "is a device"));
		const why = otherDisks.find(([sign]) => sign.test(name))?.[1] ?? "is no device that the gate has";
		const problem = `-device ${quoted(name)} ${why}`;
		if (driver?.hole === void 0) found.refused.push(refusedField("device", {
			value: name,
			line
		}, problem));
		return;
	}
	const bus = {
		"virtio-blk-pci": "virtio-blk",
		"scsi-hd": "virtio-scsi"
	}[model] ?? model;
	found.said.push({
		name: "bus",
		value: bus,
		origin: { line }
	});
	tellVariant(name, line, found);
	const values = sortDevice(device, model, guest, found);
	for (const key of ["logical_block_size", "physical_block_size"]) {
		const option = values.get(key);
		if (option !== void 0 && option.value !== "0") sayField(key, option, found);
	}
	if (model === "virtio-blk-pci") readQueues(values, device, guest, found);
	if (model === "scsi-hd") readController(device, guest, found);
	return values.get("write-cache");
}
function tellVariant(name, line, { told }) {
	if (!name.endsWith("transitional")) return;
	told.push({
		name: "device",
		value: name,
		line,
		says: "is a variant of the device; the gate's is virtio"
	});
}
/** The options of a device, with what `-global` sets where it says nothing itself. */
function sortDevice({ options }, model, { globals }, found) {
	const own = options.filter(({ name }) => !/^(?:driver|id|bus)$/.test(name) && !name.startsWith("iothread-vq-mapping"));
	const swept = globals.filter(({ driver }) => types[model]?.test(driver)).map(({ option }) => option).filter(({ name }) => !own.some((option) => option.name === name));
	const values = sortOptions(swept, [model], "-global", found);
	for (const [name, option] of sortOptions(own, [model], `-device ${model}`, found)) values.set(name, option);
	return values;
}
/** What a disk has that its interface alone gives: a virtio device without any option. */
function readPlainDevice(argument, guest, found) {
	const line = lastOf(argument.options, "if")?.line ?? argument.line;
	found.said.push({
		name: "bus",
		value: "virtio-blk",
		origin: { line }
	});
	const device = {
		option: "-device",
		line,
		options: []
	};
	readQueues(sortDevice(device, "virtio-blk-pci", guest, found), device, guest, found);
}
/** Queues, their size and the thread, of a disk or of its controller. */
function readQueues(values, device, guest, found) {
	const given = {
		"num-queues": values.get("num-queues") ?? values.get("num_queues"),
		"queue-size": values.get("queue-size") ?? values.get("virtqueue_size")
	};
	sayQueues(given, {
		...guest,
		cpusName: "smp"
	}, found);
	readThreads(values.get("iothread"), device, guest, found);
}
/** The controller of a SCSI disk: of its bus, or the only one that stands before it. */
function readController(device, guest, found) {
	const bus = lastOf(device.options, "bus");
	const busOf = (controller) => {
		const id = lastOf(controller.options, "id")?.value;
		if (id !== void 0) return `${id}.0`;
		return `scsi.${all.filter(({ options }) => lastOf(options, "id") === void 0).indexOf(controller)}`;
	};
	const all = guest.devices.filter(({ options }) => controllers.test(lastOf(options, "driver")?.value ?? ""));
	const before = all.filter((each) => guest.devices.indexOf(each) < guest.devices.indexOf(device));
	const [controller, other] = bus === void 0 ? before : all.filter((each) => busOf(each) === bus.value);
	const line = bus?.line ?? device.line;
	const refuse = (value, problem) => {
		const remedy = "say bus= on the disk, with the id of a virtio-scsi-pci and .0";
		found.refused.push({
			...refusedField("bus", {
				value,
				line
			}, problem),
			remedy
		});
	};
	if (bus?.hole !== void 0) return void found.refused.push(unsaidField(bus.hole, "is a bus"));
	if (controller === void 0) {
		const where = bus === void 0 ? "no SCSI controller stands before it" : `bus=${quoted(bus.value)} is there not`;
		return refuse(bus?.value ?? "", `-device scsi-hd: ${where}`);
	}
	if (other !== void 0) return refuse("several", `-device scsi-hd: nothing says on which of the SCSI controllers it hangs`);
	const driver = lastOf(controller.options, "driver")?.value ?? "";
	if (models.get(driver) !== "virtio-scsi-pci") {
		const problem = `-device ${quoted(driver)} is another controller, not virtio-scsi-pci`;
		found.refused.push(refusedField("controller", {
			value: driver,
			line: controller.line
		}, problem));
		return;
	}
	tellVariant(driver, controller.line, found);
	readQueues(sortDevice(controller, "virtio-scsi-pci", guest, found), controller, guest, found);
	const own = busOf(controller);
	const others = guest.devices.filter((each) => each !== device && lastOf(each.options, "bus")?.value === own).map(({ options }) => (lastOf(options, "id") ?? lastOf(options, "drive"))?.value ?? "?");
	const says = `its controller also has ${others.join(", ")}; the gate gives each disk its own`;
	if (others.length > 0) found.told.push({
		name: "controller",
		value: others.join(", "),
		line: controller.line,
		says
	});
}

// src/source/qemu/nodes.ts
const formats = /* @__PURE__ */ new Set(["raw", "qcow2"]);
const files = /* @__PURE__ */ new Set(["file", "host_device"]);
const mostNodes = 16;
/** The nodes of a `-drive`. */
function chainOfDrive(argument, guest, found) {
	const { options, option: shown, line } = argument;
	const own = options.filter(({ name }) => !name.startsWith("file."));
	const format = lastOf(own, "format", "driver");
	const driver = format?.value ?? "";
	const both = ["format", "driver"].map((name) => lastOf(own, name)?.value);
	if (both[0] !== void 0 && both[1] !== void 0) found.refused.push(refusedField("driver", {
		value: driver,
		line: format?.line ?? line
	}, `${shown} has format= and driver=, which QEMU refuses`));
	const isBare = files.has(driver);
	const values = sortOptions(own, [
		"node",
		"drive",
		isBare ? "file" : driver
	], shown, found);
	const top = {
		driver,
		shown,
		line,
		values,
		isInline: false
	};
	const file = lastOf(own, "file", ...isBare ? ["filename"] : []);
	if (format?.hole === void 0) refuseFormat(driver, format ?? argument, shown, found);
	if (isBare) {
		readFile$1(file, driver, shown, line, found);
		return {
			nodes: [top],
			isProbed: false
		};
	}
	const inside = childOptions(options, "file");
	if (inside.length > 0) return {
		nodes: [top, ...nodesOf(inside, {
			argument,
			guest,
			found,
			depth: 1
		})],
		isProbed: driver === ""
	};
	if (guest.nodes.some((each) => lastOf(each.options, "node-name")?.value === file?.value) && file !== void 0) return {
		nodes: [top, ...nodesNamed(file, guest, found, 1)],
		isProbed: driver === ""
	};
	readFile$1(file, "file", shown, line, found);
	const aio = values.get("aio");
	return {
		nodes: [top, {
			driver: "file",
			shown,
			line,
			values: new Map(aio === void 0 ? [] : [["aio", aio]]),
			isInline: true
		}],
		isProbed: driver === ""
	};
}
/** The nodes of a `-blockdev` by its name. */
function chainOfNode(name, guest, found) {
	const nodes = nodesNamed(name, guest, found, 0);
	const [top] = nodes;
	if (top !== void 0) refuseFormat(top.driver, top, top.shown, found);
	return {
		nodes,
		isProbed: false
	};
}
function nodesNamed(name, guest, found, depth) {
	const [argument, other] = guest.nodes.filter(({ options }) => lastOf(options, "node-name")?.value === name.value);
	const refuse = (line, problem) => {
		found.refused.push(refusedField("node", {
			value: name.value,
			line
		}, problem));
		return [];
	};
	const shown = `block node ${quoted(name.value)}`;
	if (argument === void 0) return refuse(name.line, `${shown} is not there`);
	if (other !== void 0) return refuse(other.line, `${shown} is there twice`);
	if (argument.trouble !== void 0) return refuse(argument.line, `${shown} ${argument.trouble}, so QEMU refuses it`);
	const { options } = argument;
	return nodesOf(options, {
		argument,
		guest,
		found,
		depth,
		isNamed: true
	});
}
function nodesOf(options, { argument, guest, found, depth, isNamed = false }) {
	const line = options[0]?.line ?? argument.line;
	const own = options.filter(({ name }) => !name.startsWith("file."));
	const said = lastOf(own, "driver");
	const path = lastOf(own, "filename");
	const driver = said?.value ?? (isNamed ? "" : protocolOf(path?.value ?? "") ?? "file");
	const shown = isNamed ? argument.option : `${argument.option} file`;
	const isFile = files.has(driver);
	const why = refusedDrivers.get(driver);
	if (why !== void 0 || depth > mostNodes) {
		const problem = `${shown} driver=${quoted(driver)} ${why ?? "nests too deeply"}`;
		found.refused.push(refusedField("driver", {
			value: driver,
			line: said?.line ?? line
		}, problem));
		return [];
	}
	const kept = (depth === 0 ? throttleOf(own, driver, guest) : void 0) === void 0 ? own : own.filter(({ name }) => name !== "throttle-group");
	const node = {
		driver,
		shown,
		line,
		values: sortOptions(kept, ["node", isFile ? "file" : driver], shown, found),
		isInline: !isNamed
	};
	if (isFile) {
		readFile$1(path, driver, shown, line, found);
		return [node];
	}
	if (depth > 0 && driver !== "throttle" && !formats.has(driver)) refuseFormat(driver, said ?? argument, shown, found);
	const inside = childOptions(options, "file");
	const next = lastOf(own, "file");
	if (inside.length > 0) return [node, ...nodesOf(inside, {
		argument,
		guest,
		found,
		depth: depth + 1
	})];
	return next === void 0 ? [node] : [node, ...nodesNamed(next, guest, found, depth + 1)];
}
/** A group that limits nothing; others are refused with the node's own option. */
function throttleOf(options, driver, guest) {
	const name = lastOf(options, "throttle-group");
	const limits = guest.objects.find((each) => lastOf(each.options, "qom-type")?.value === "throttle-group" && lastOf(each.options, "id")?.value === name?.value)?.options.filter((option) => !/^(?:qom-type|id)$/.test(option.name) && option.value !== "0");
	return driver === "throttle" && limits?.length === 0 ? name : void 0;
}
function refuseFormat(driver, { line }, shown, { refused }) {
	if (driver === "" || formats.has(driver) || files.has(driver) || driver === "throttle") return;
	const why = refusedDrivers.get(driver) ?? "is no format that the gate has: raw or qcow2";
	const problem = `${shown} driver=${quoted(driver)} ${why}`;
	if (!refused.some((field) => field.problem === problem)) refused.push(refusedField("format", {
		value: driver,
		line
	}, problem));
}
/** What stands before the colon of a path is how QEMU reaches it; undefined for a file. */
function protocolOf(path) {
	const found = /^([^/:${}]+):/.exec(path)?.[1];
	return found === "file" ? void 0 : found;
}
/** A path that is not a file: a device of the host, or behind a protocol. */
function readFile$1(option, driver, shown, line, { refused }) {
	const path = option?.value ?? "";
	const at = {
		value: path,
		line: option?.line ?? line
	};
	const protocol = shown.startsWith("-blockdev") ? void 0 : protocolOf(path);
	if (protocol !== void 0) {
		const why = refusedDrivers.get(protocol) ?? "is a protocol, and no file";
		const problem = `${shown} file=${quoted(path)} ${why}`;
		refused.push(refusedField("file", {
			...at,
			value: protocol
		}, problem));
	} else if (driver === "host_device" || /^(?:file:)?\/dev\/(?!shm\/)/.test(path)) {
		const problem = `${quoted(path)} is a block device, which the gate does not touch`;
		refused.push(refusedField("source", {
			...at,
			value: "block"
		}, problem, "stand-in"));
	} else if (path === "") refused.push(refusedField("file", at, `${shown} has no file`));
}

// src/source/qemu/storage.ts
/** What a disk's block nodes do, as fields; what the device says of its write cache is above it. */
function readStorage({ nodes }, writeCache, found) {
	const { said, refused } = found;
	const [top] = nodes;
	if (top === void 0) return { isLost: false };
	const format = nodes.find(({ driver }) => driver !== "throttle") ?? top;
	const bottom = nodes.at(-1) ?? top;
	const isFile = format.driver === "file" || format.driver === "host_device";
	const driver = format.values.get("format") ?? format.values.get("driver");
	const value = isFile ? "raw" : format.driver;
	if (/^(?:raw|qcow2)$/.test(value)) said.push({
		name: "format",
		value,
		origin: { line: driver?.line ?? format.line }
	});
	const cache = top.values.get("cache");
	if (cache !== void 0) {
		const mode = cache.value === "off" ? "none" : cache.value;
		said.push({
			name: "cache",
			value: mode,
			origin: { line: cache.line }
		});
	}
	const usual = {
		"cache.direct": /^(?:none|off|directsync)$/.test(cache?.value ?? "") ? "on" : "off",
		"cache.no-flush": cache?.value === "unsafe" ? "on" : "off"
	};
	const flags = ["cache.direct", "cache.no-flush"].map((name) => {
		const inForce = valuesDown(nodes, name, usual[name]);
		const own = format.values.get(name) ?? top.values.get(name);
		const first = inForce[0] === "off" ? nodes.indexOf(format) : 0;
		const unlike = inForce.findIndex((each, index) => index > first && each !== inForce[first]);
		if (unlike >= 0) refused.push(unlikeFlags(name, nodes, inForce, unlike));
		else if (own !== void 0) sayField(name, own, found);
		return inForce;
	});
	const own = top.values.get("cache.writeback");
	const inForce = (writeCache?.value === "auto" ? void 0 : writeCache) ?? own;
	if (inForce !== void 0) said.push({
		name: "write-cache",
		value: inForce.value,
		origin: { line: inForce.line }
	});
	const aio = bottom.values.get("aio") ?? top.values.get("aio");
	if (aio !== void 0) said.push({
		name: "aio",
		value: aio.value,
		origin: { line: aio.line }
	});
	readDiscard(nodes, found);
	for (const name of ["lazy-refcounts", "l2-cache-size"]) {
		const option = format.values.get(name);
		if (option !== void 0) sayField(name.replace("y-", "y_"), option, found);
	}
	if (value === "raw") sayField("raw-node", {
		...format,
		value: isFile ? "off" : "on"
	}, found);
	if (top.driver === "throttle") sayField("throttle-node", {
		...top,
		value: "on"
	}, found);
	return { isLost: flags[1]?.includes("on") === true };
}
/** What is in force of a flag on each node: children inherit where they stand in their parent. */
function valuesDown(nodes, name, usual) {
	const values = [];
	for (const { values: own, isInline } of nodes) {
		const above = values.at(-1) ?? usual;
		values.push(own.get(name)?.value ?? (values.length === 0 || isInline ? above : "off"));
	}
	return values;
}
function unlikeFlags(name, nodes, values, index) {
	const [node, top] = [nodes[index], nodes[0]];
	const option = node?.values.get(name) ?? top?.values.get(name);
	const problem = `cache flags differ between file node (${name.replace("cache.", "")}=${values[index]}) and format node (${values[0]}): a node by name inherits nothing`;
	const line = option?.line ?? node?.line ?? 1;
	return {
		...refusedField(name, {
			value: `${values[index]}/${values[0]}`,
			line
		}, problem),
		remedy: `say ${name} on both nodes, with the same value`
	};
}
/** Discards and zeroes are decided by the top node, if those below let them through. */
function readDiscard(nodes, { said, refused }) {
	const wordOf = (option, usual) => option === void 0 ? usual : {
		on: "unmap",
		off: "ignore"
	}[option.value] ?? option.value;
	const [top, ...below] = nodes;
	const discard = top?.values.get("discard");
	const value = wordOf(discard, "ignore");
	if (discard !== void 0) said.push({
		name: "discard",
		value,
		origin: { line: discard.line }
	});
	for (const { values, isInline, line } of below) {
		const own = values.get("discard");
		if (value !== "unmap" || wordOf(own, isInline ? "unmap" : "ignore") === "unmap") continue;
		const at = {
			value: "ignore",
			line: own?.line ?? line
		};
		refused.push({
			...refusedField("discard", at, "discard=unmap of the format node does nothing: the file node ignores discards"),
			remedy: "say discard=unmap on both"
		});
	}
	const isFilter = top?.driver === "throttle";
	const zeroes = top?.values.get("detect-zeroes") ?? (isFilter ? below[0]?.values.get("detect-zeroes") : void 0);
	if (zeroes !== void 0) {
		const { value: detects, line } = zeroes;
		if (detects === "unmap" && value !== "unmap") refused.push(refusedField("detect-zeroes", {
			value: detects,
			line
		}, `detect-zeroes=unmap without discard=unmap is refused by QEMU`));
		else said.push({
			name: "detect-zeroes",
			value: detects,
			origin: { line }
		});
	}
	for (const { values } of below) {
		const own = values.get("detect-zeroes");
		if (own === void 0 || own.value === "off" || isFilter && own.value === zeroes?.value) continue;
		const problem = `detect-zeroes=${quoted(own.value)} on the file node alone, which the gate has not`;
		refused.push(refusedField("detect-zeroes", own, problem, "without"));
	}
}

// src/source/qemu/disk.ts
/** The disks of a guest, in the order of its arguments. */
function readDisks(guest) {
	const driveIds = new Set(guest.drives.map(({ options }) => lastOf(options, "id")?.value));
	return [...guest.drives.flatMap((drive) => {
		const id = lastOf(drive.options, "id")?.value;
		const devices = guest.devices.filter(({ options }) => id !== void 0 && lastOf(options, "drive")?.value === id);
		return devices.length === 0 ? [{ drive }] : devices.map((device) => ({
			drive,
			device
		}));
	}), ...guest.devices.flatMap((device) => {
		const node = lastOf(device.options, "drive")?.value;
		return isDiskOfItsOwn(lastOf(device.options, "driver")?.value ?? "") || node !== void 0 && !driveIds.has(node) ? [{ device }] : [];
	})].toSorted((one, other) => lineOf(one) - lineOf(other)).map((each, index) => readDisk(each, guest, index));
}
function lineOf({ drive, device }) {
	return (drive ?? device)?.line ?? 1;
}
function readDisk({ drive, device }, guest, index) {
	const line = lineOf({
		drive,
		device
	});
	const ids = [
		lastOf(device?.options ?? [], "id"),
		lastOf(drive?.options ?? [], "id"),
		lastOf(device?.options ?? [], "drive")
	].flatMap((option) => option === void 0 || option.hole !== void 0 ? [] : [option.value]);
	const names = [.../* @__PURE__ */ new Set([...ids, `#${index + 1}`])];
	const driver = lastOf(device?.options ?? [], "driver")?.value ?? "";
	const own = drive?.options ?? [];
	const media = lastOf(own, "media")?.value;
	const by = lastOf(own, "if");
	const skipped = (media === "cdrom" ? "a CD-ROM" : void 0) ?? {
		floppy: "a floppy disk",
		pflash: "flash of the firmware"
	}[by?.value ?? ""] ?? skippedDevice(driver) ?? (by?.value === "none" && device === void 0 ? "attached to no device" : void 0);
	const found = {
		said: [],
		told: [],
		refused: []
	};
	if (skipped !== void 0) return {
		names,
		line,
		skipped,
		...found,
		open: []
	};
	for (const argument of [drive, device]) {
		if (argument?.trouble === void 0) continue;
		const problem = `${argument.option} ${argument.trouble}, so QEMU refuses it`;
		found.refused.push(refusedField(argument.option.slice(1), {
			value: "",
			line: argument.line
		}, problem));
	}
	const writeCache = device === void 0 ? void 0 : readDevice(device, guest, found);
	if (drive !== void 0 && device === void 0) readInterface(drive, guest, found);
	const node = lastOf(device?.options ?? [], "drive");
	const isOther = found.refused.some(({ name }) => name === "device");
	const chain = drive !== void 0 ? chainOfDrive(drive, guest, found) : node === void 0 || isOther && /^scsi-(?:block|generic)$/.test(driver) ? {
		nodes: [],
		isProbed: false
	} : chainOfNode(node, guest, found);
	const { isLost } = readStorage(chain, writeCache, found);
	found.refused.push(...guest.refused);
	found.told.push(...guest.told);
	const isOverlay = lastOf(own, "snapshot")?.value === "on" || guest.isSnapshot;
	const isElsewhere = isDiskOfItsOwn(driver) || found.refused.some(({ problem }) => / is on a network/.test(problem));
	return {
		names,
		line: chain.nodes[0]?.line ?? line,
		...found,
		durability: isOverlay || isLost ? 0 : isElsewhere ? "unknown" : void 0,
		open: chain.isProbed ? [{
			name: "format",
			why: "QEMU would look into the file; say format=raw there, or here"
		}] : []
	};
}
/** The device that a `-drive` makes by itself. */
function readInterface(drive, guest, found) {
	const by = lastOf(drive.options, "if");
	if (by?.hole !== void 0) return void found.refused.push(unsaidField(by.hole, "is an interface"));
	const emulator = guest.program.replace(/^.*\//, "").replace("qemu-system-", "");
	const { value: machine } = guest.machine;
	const usual = /^virt(?:-\d|$)/.test(machine) && /^(?:aarch64|arm|riscv(?:32|64))$/.test(emulator) ? "virtio" : /^(?:pc|q35|$)/.test(machine) ? "ide" : "not known";
	const bus = by?.value ?? usual;
	if (bus === "virtio" && !emulator.startsWith("s390x")) return readPlainDevice(drive, guest, found);
	const line = by?.line ?? drive.line;
	const own = by === void 0 ? `on the interface of machine ${quoted(machine || "pc")}, ` : "";
	const problem = `${drive.option || "a disk"} is ${own}bus ${quoted(bus)}, which the gate has not`;
	found.refused.push(refusedField("bus", {
		value: bus,
		line
	}, problem));
}

// node_modules/unbash/dist/traversal.js
function forEachChild(node, callback) {
	switch (node.type) {
		case "Script":
		case "CompoundList":
		case "AndOr":
			for (const command of node.commands) callback(command);
			return;
		case "Statement":
			callback(node.command);
			return;
		case "Command":
			for (const child of node.prefix) callback(child);
			if (node.name) callback(node.name);
			for (const child of node.suffix) callback(child);
			return;
		case "Pipeline":
			for (const prefix of node.prefixes) callback(prefix);
			for (const command of node.commands) callback(command);
			return;
		case "Redirected":
			callback(node.command);
			for (const redirect of node.redirects) callback(redirect);
			return;
		case "If":
			callback(node.clause);
			callback(node.then);
			for (const branch of node.elif) callback(branch);
			if (node.else) callback(node.else);
			return;
		case "Elif":
			callback(node.clause);
			callback(node.then);
			return;
		case "For":
		case "Select":
			callback(node.name);
			if (node.wordlist) for (const word of node.wordlist) callback(word);
			callback(node.body);
			return;
		case "While":
			callback(node.clause);
			callback(node.body);
			return;
		case "Function":
		case "Coproc":
			if (node.name) callback(node.name);
			callback(node.body);
			return;
		case "Subshell":
		case "BraceGroup":
			callback(node.body);
			return;
		case "Case":
			callback(node.word);
			for (const item of node.items) callback(item);
			return;
		case "CaseItem":
			for (const pattern of node.pattern) callback(pattern);
			callback(node.body);
			return;
		case "ArithmeticFor": {
			const initialize = node.initialize;
			if (initialize) callback(initialize);
			const test = node.test;
			if (test) callback(test);
			const update = node.update;
			if (update) callback(update);
			callback(node.body);
			return;
		}
		case "Word":
		case "Glob":
		case "ArithmeticWord":
		case "HereDocBody":
		case "BraceExpansion":
		case "ExtendedGlob": {
			const parts = node.parts;
			if (parts) for (const part of parts) callback(part);
			return;
		}
		case "DoubleQuoted":
		case "LocaleString":
			for (const part of node.parts) callback(part);
			return;
		case "ParameterExpansion":
			if (node.index) callback(node.index);
			if (node.operation) callback(node.operation);
			return;
		case "Default":
		case "Remove":
		case "Transform":
			callback(node.operand);
			return;
		case "CaseModification":
			if (node.operand) callback(node.operand);
			return;
		case "Replace":
			callback(node.pattern);
			callback(node.replacement);
			return;
		case "Slice":
			callback(node.offset);
			if (node.length) callback(node.length);
			return;
		case "Assignment": {
			const index = node.index;
			if (index) callback(index);
			callback(node.value);
			return;
		}
		case "ArrayValue":
			for (const element of node.elements) callback(element);
			return;
		case "Redirect":
		case "HereString":
			if (node.descriptor) callback(node.descriptor);
			if (node.target) callback(node.target);
			return;
		case "HereDoc":
			if (node.descriptor) callback(node.descriptor);
			if (node.delimiter) callback(node.delimiter);
			callback(node.body);
			return;
		case "CommandExpansion":
		case "ProcessSubstitution":
		case "ArithmeticCommandExpansion": {
			const script = node.script;
			if (script) callback(script);
			return;
		}
		case "ArithmeticExpansion":
		case "ArithmeticCommand":
		case "ArithmeticGroup":
		case "TestCommand":
		case "TestGroup": {
			const expression = node.expression;
			if (expression) callback(expression);
			return;
		}
		case "ArithmeticBinary":
		case "TestBinary":
			callback(node.left);
			callback(node.right);
			return;
		case "ArithmeticUnary":
		case "TestUnary":
			callback(node.operand);
			return;
		case "ArithmeticTernary":
			callback(node.test);
			callback(node.consequent);
			callback(node.alternate);
			return;
		case "TestLogical":
			for (const operand of node.operands) callback(operand);
			return;
		case "TestNot":
			for (const negation of node.negations) callback(negation);
			callback(node.operand);
			return;
		case "Literal":
		case "SingleQuoted":
		case "AnsiCQuoted":
		case "SimpleExpansion":
		case "Names":
		case "Unknown":
		case "FileDescriptor":
		case "FileDescriptorVariable":
		case "HereDocDelimiter":
		case "Time":
		case "Negation": return;
		default: throw new TypeError(`Unexpected syntax node: ${node}`);
	}
}

// node_modules/unbash/dist/ansi-c.js
function isOctal(code) {
	return code >= 48 && code <= 55;
}
function isHex(code) {
	return code >= 48 && code <= 57 || code >= 65 && code <= 70 || code >= 97 && code <= 102;
}
function codePoint(value, fallback) {
	try {
		return String.fromCodePoint(value);
	} catch {
		return fallback;
	}
}
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
function decodeBytes(bytes) {
	return utf8.decode(new Uint8Array(bytes));
}
function readByteEscape(source, pos, limit) {
	if (source.charCodeAt(pos) !== 92 || pos + 2 > limit) return void 0;
	const escaped = source.charCodeAt(pos + 1);
	const digitsStart = pos + 2;
	let end = digitsStart;
	if (escaped === 120) {
		while (end < limit && end - digitsStart < 2 && isHex(source.charCodeAt(end))) end++;
		if (end === digitsStart) return void 0;
		return {
			value: Number.parseInt(source.slice(digitsStart, end), 16),
			end
		};
	}
	if (!isOctal(escaped)) return void 0;
	while (end < limit && end - digitsStart < 2 && isOctal(source.charCodeAt(end))) end++;
	return {
		value: Number.parseInt(source.slice(pos + 1, end), 8) & 255,
		end
	};
}
function decodeAnsiCQuoted(source, start, limit) {
	let pos = start;
	let value = "";
	let bytes = [];
	let nul = -1;
	while (pos < limit && source.charCodeAt(pos) !== 39) {
		const escapeStart = pos;
		const byte = readByteEscape(source, pos, limit);
		if (byte && byte.value >= 128) {
			bytes.push(byte.value);
			pos = byte.end;
			continue;
		}
		if (bytes.length > 0) {
			value += decodeBytes(bytes);
			bytes = [];
		}
		if (byte) {
			if (byte.value === 0 && nul === -1) nul = value.length;
			value += String.fromCharCode(byte.value);
			pos = byte.end;
			continue;
		}
		if (source.charCodeAt(pos) !== 92 || pos + 1 >= limit) {
			const runStart = pos;
			while (pos < limit) {
				const code = source.charCodeAt(pos);
				if (code === 39 || code === 92 && pos + 1 < limit) break;
				pos++;
			}
			value += source.slice(runStart, pos);
			continue;
		}
		pos++;
		const escaped = source[pos++];
		switch (escaped) {
			case "a":
				value += "\x07";
				break;
			case "b":
				value += "\b";
				break;
			case "e":
			case "E":
				value += "\x1B";
				break;
			case "f":
				value += "\f";
				break;
			case "n":
				value += "\n";
				break;
			case "r":
				value += "\r";
				break;
			case "t":
				value += "	";
				break;
			case "v":
				value += "\v";
				break;
			case "\\":
				value += "\\";
				break;
			case "'":
				value += "'";
				break;
			case "\"":
				value += "\"";
				break;
			case "?":
				value += "?";
				break;
			case "\n": break;
			case "c": {
				const code = pos < limit ? source.charCodeAt(pos) : 39;
				if (code === 39) {
					value += source.slice(escapeStart, pos);
					break;
				}
				pos++;
				if (code === 92) {
					const pair = pos < limit && source.charCodeAt(pos) === 92;
					if (pair) pos++;
					value += "";
					if (!pair && pos < limit) {
						value += source[pos];
						pos++;
					}
					break;
				}
				const control = code === 63 ? 127 : code & 31;
				if (control === 0 && code < 128 && nul === -1) nul = value.length;
				value += String.fromCharCode(control);
				break;
			}
			case "u":
			case "U": {
				const digitsStart = pos;
				const maxDigits = escaped === "u" ? 4 : 8;
				while (pos < limit && pos - digitsStart < maxDigits && isHex(source.charCodeAt(pos))) pos++;
				if (pos === digitsStart) {
					value += `\\${escaped}`;
					break;
				}
				const raw = source.slice(escapeStart, pos);
				const point = Number.parseInt(source.slice(digitsStart, pos), 16);
				if (point === 0 && nul === -1) nul = value.length;
				value += codePoint(point, raw);
				break;
			}
			default: value += `\\${escaped}`;
		}
	}
	if (bytes.length > 0) value += decodeBytes(bytes);
	if (nul !== -1) value = value.slice(0, nul);
	const closed = pos < limit;
	if (closed) pos++;
	return {
		value,
		end: pos,
		closed
	};
}

// node_modules/unbash/dist/expansion.js
var ScriptExpansionImpl = class ScriptExpansionImpl {
	static _resolveScript;
	type;
	pos;
	end;
	text;
	#window;
	#script = void 0;
	constructor(type, pos, end, text, window) {
		this.type = type;
		this.pos = pos;
		this.end = end;
		this.text = text;
		this.#window = window;
	}
	get script() {
		const window = this.#window;
		if (window !== void 0) {
			const script = ScriptExpansionImpl._resolveScript(window.source, window.start, window.end, window.depth, window.parenBoundary, window.context);
			if (window.context === void 0) script.source = window.source;
			this.script = script;
		}
		return this.#script;
	}
	set script(script) {
		this.#script = script;
		this.#window = void 0;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			text: this.text,
			script: this.script
		};
	}
};
var ProcessSubstitutionImpl = class extends ScriptExpansionImpl {
	operator;
	constructor(pos, end, text, operator, window) {
		super("ProcessSubstitution", pos, end, text, window);
		this.operator = operator;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			text: this.text,
			operator: this.operator,
			script: this.script
		};
	}
};
var ArithmeticExpansionImpl = class ArithmeticExpansionImpl {
	static _resolveExpression;
	type = "ArithmeticExpansion";
	pos;
	end;
	text;
	#window;
	#expression = void 0;
	constructor(pos, end, text, window) {
		this.pos = pos;
		this.end = end;
		this.text = text;
		this.#window = window;
	}
	get expression() {
		const window = this.#window;
		if (window !== void 0) this.expression = ArithmeticExpansionImpl._resolveExpression(window.body, window.offset, window.source, window.depth, window.context, window.depth + 1);
		return this.#expression;
	}
	set expression(expression) {
		this.#expression = expression;
		this.#window = void 0;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			text: this.text,
			expression: this.expression
		};
	}
};

// node_modules/unbash/dist/word-value.js
function dequoteValue(parts) {
	let s = "";
	for (const c of parts) s += c.type === "Literal" ? c.value : c.text;
	return s;
}
function unescapeBareValue(text) {
	const first = text.indexOf("\\");
	if (first === -1) return text;
	let s = "";
	let start = 0;
	for (let i = first; i < text.length; i++) {
		if (text.charCodeAt(i) !== 92) continue;
		s += text.slice(start, i);
		i++;
		if (i >= text.length) {
			s += "\\";
			start = i;
			break;
		}
		if (text.charCodeAt(i) !== 10) s += text[i];
		start = i + 1;
	}
	return s + text.slice(start);
}
function continuedExpansionValue(text) {
	let pos = 1;
	while (text[pos] === "\\" && text[pos + 1] === "\n") pos += 2;
	return pos === 1 || text[pos] !== "(" ? text : text[0] + text.slice(pos);
}
function wordPartsValue(parts) {
	let value = "";
	for (const part of parts) switch (part.type) {
		case "Literal":
		case "Glob":
		case "SingleQuoted":
		case "AnsiCQuoted":
			value += part.value;
			break;
		case "DoubleQuoted":
		case "LocaleString":
			value += dequoteValue(part.parts);
			break;
		case "CommandExpansion":
			value += part.text[0] === "$" ? continuedExpansionValue(part.text) : part.text;
			break;
		case "ExtendedGlob":
			value += continuedExpansionValue(part.text);
			break;
		default: value += part.text;
	}
	return value;
}

// node_modules/unbash/dist/word.js
var WordImpl = class {
	type = "Word";
	text;
	pos;
	end;
	#source;
	#resolver;
	#depth;
	#parts;
	#value = null;
	constructor(text, pos, end, source, resolver, depth = 0) {
		this.text = text;
		this.pos = pos;
		this.end = end;
		this.#source = source;
		this.#resolver = resolver;
		this.#depth = depth;
		this.#parts = resolver === void 0 ? void 0 : null;
	}
	get value() {
		if (this.#value === null) {
			const parts = this.#source === void 0 && this.#parts === null ? void 0 : this.parts;
			this.#value = parts ? wordPartsValue(parts) : unescapeBareValue(this.text);
		}
		return this.#value;
	}
	get parts() {
		if (this.#parts === null) this.#parts = this.#resolver?.(this.#source ?? "", this, this.#depth) ?? void 0;
		return this.#parts;
	}
	set parts(v) {
		this.#parts = v ?? void 0;
	}
	toJSON() {
		return {
			type: this.type,
			text: this.text,
			pos: this.pos,
			end: this.end,
			parts: this.parts,
			value: this.value
		};
	}
};

// node_modules/unbash/dist/substitution-context.js
function createSubstitutionContext(parent) {
	return {
		boundaries: parent === void 0 ? void 0 : substitutionBoundaries(parent),
		wordParts: void 0,
		embeddedParts: void 0,
		arrayParts: void 0
	};
}
function substitutionBoundaries(context) {
	return context.boundaries ?? (context.boundaries = /* @__PURE__ */ new Map());
}

// node_modules/unbash/dist/chars.js
const CH_NL = 10;
const CH_BACKSLASH = 92;
function skipLineContinuations(source, pos, end) {
	while (pos + 1 < end && source.charCodeAt(pos) === 92 && source.charCodeAt(pos + 1) === 10) pos += 2;
	return pos;
}

// node_modules/unbash/dist/glob.js
function hasGlobCharacters(text) {
	return /[*?[]/.test(text);
}
const bracketSyntax = /* @__PURE__ */ new Uint8Array(128);
bracketSyntax[33] = 1;
bracketSyntax[94] = 1;
bracketSyntax[91] = 1;
bracketSyntax[93] = 1;
bracketSyntax[58] = 1;
bracketSyntax[46] = 1;
bracketSyntax[61] = 1;
bracketSyntax[45] = 1;
bracketSyntax[92] = 1;
function bracketEnds(source, start, end, parts, offset) {
	let close = end - 1;
	while (close > start && source.charCodeAt(close) !== 93) close--;
	if (close === start) return null;
	const positions = [];
	const kinds = [];
	const members = [];
	let partIndex = 0;
	let symbols = false;
	for (let pos = start; pos < end; pos++) {
		while (parts && partIndex < parts.length && parts[partIndex].end <= pos + offset) partIndex++;
		const part = parts?.[partIndex];
		const tokenPos = pos;
		let kind = 0;
		if (part && part.pos <= pos + offset && part.type !== "Literal") pos = part.end - offset - 1;
		else {
			kind = source.charCodeAt(pos);
			if (kind === 92 && pos + 1 < end && source.charCodeAt(pos + 1) === 10) {
				pos++;
				continue;
			}
			if (kind >= 128 || !bracketSyntax[kind]) kind = 0;
		}
		const last = kinds.length - 1;
		if (kind === 0 && last >= 0 && kinds[last] === 0) {
			members[last]++;
			continue;
		}
		if (last >= 0 && kinds[last] === 91 && (kind === 58 || kind === 61 || kind === 46)) symbols = true;
		positions.push(tokenPos);
		kinds.push(kind);
		members.push(1);
	}
	const count = kinds.length;
	let symbolEnd;
	if (symbols) {
		symbolEnd = new Int32Array(count).fill(-1);
		let close = -1;
		let colon = -1;
		let eq = -1;
		let dot = -1;
		for (let i = count - 1; i >= 0; i--) {
			const kind = kinds[i + 2];
			if (kind === 93) close = i + 2;
			else if (kinds[i + 3] === 93) {
				if (kind === 58) colon = i + 2;
				else if (kind === 61) eq = i + 2;
				else if (kind === 46) dot = i + 2;
			}
			if (kinds[i] !== 91) continue;
			const type = kinds[i + 1];
			const found = type === 58 ? colon : type === 61 ? eq : type === 46 ? dot : -1;
			if (found !== -1 && (type === 46 || close === -1 || close > found)) symbolEnd[i] = found + 2;
		}
	}
	const subBracket = (open) => symbolEnd === void 0 ? -1 : symbolEnd[open];
	const endFrom = new Int32Array(count + 2).fill(-1);
	const resume = (next, range) => {
		if (next >= count) return -1;
		if (range && kinds[next] === 45 && next + 1 < count && kinds[next + 1] !== 93) {
			let last = next + 1;
			if (kinds[last] === 92) {
				if (last + 1 >= count) return -1;
				last++;
			}
			let after = last + 1;
			if (kinds[last] === 91 && kinds[last + 1] === 46) {
				const symbol = subBracket(last);
				if (symbol !== -1) after = symbol;
			} else if (kinds[last] === 0 && members[last] > 1) return endFrom[last];
			if (after >= count) return -1;
			return kinds[after] === 93 ? after + 1 : endFrom[after];
		}
		return kinds[next] === 93 ? next + 1 : endFrom[next];
	};
	for (let t = count - 1; t >= 0; t--) {
		const kind = kinds[t];
		let after = t + 1;
		let range = true;
		if (kind === 92) {
			if (t + 1 >= count) continue;
			after = t + 2;
		} else if (kind === 91) {
			const type = kinds[t + 1];
			if (type === 58 || type === 61 || type === 46) {
				const symbol = subBracket(t);
				if (symbol !== -1) {
					after = symbol;
					range = type === 46;
				}
			}
		}
		endFrom[t] = resume(after, range);
	}
	const ends = /* @__PURE__ */ new Map();
	for (let t = 0; t < count; t++) {
		if (kinds[t] !== 91) continue;
		let first = t + 1;
		if (kinds[first] === 33 || kinds[first] === 94) first++;
		if (first >= count) continue;
		const close = kinds[first] === 93 ? resume(first + 1, true) : endFrom[first];
		if (close !== -1) ends.set(positions[t], positions[close - 1] + 1);
	}
	return ends;
}
function appendRange(source, start, end, parts, index, offset, result) {
	while (start < end) {
		while (parts && index < parts.length && parts[index].end <= start + offset) index++;
		const part = parts?.[index];
		if (part && part.pos === start + offset && part.end <= end + offset) {
			result.push(part);
			start = part.end - offset;
			index++;
			continue;
		}
		const stop = part ? Math.min(end, (part.pos > start + offset ? part.pos : part.end) - offset) : end;
		const text = source.slice(start, stop);
		result.push({
			type: "Literal",
			pos: start + offset,
			end: stop + offset,
			text,
			value: unescapeBareValue(text)
		});
		start = stop;
	}
	return index;
}
function parseGlobParts(source, start, end, parts, offset = 0) {
	let result;
	let brackets;
	let partIndex = 0;
	let emittedIndex = 0;
	let literalStart = start;
	for (let pos = start; pos < end; pos++) {
		while (parts && partIndex < parts.length && parts[partIndex].end <= pos + offset) partIndex++;
		const part = parts?.[partIndex];
		if (part && part.pos <= pos + offset && part.type !== "Literal") {
			pos = part.end - offset - 1;
			continue;
		}
		const character = source.charCodeAt(pos);
		if (character === 92) {
			pos++;
			continue;
		}
		let globEnd;
		if (character === 42 || character === 63) {
			const limit = part ? Math.min(end, part.end - offset) : end;
			const next = skipLineContinuations(source, pos + 1, limit);
			if (next < limit && source.charCodeAt(next) === 40) continue;
			globEnd = pos + 1;
			if (character === 42) while (globEnd < limit && source.charCodeAt(globEnd) === 42) {
				const next = skipLineContinuations(source, globEnd + 1, limit);
				if (next < limit && source.charCodeAt(next) === 40) break;
				globEnd++;
			}
		} else if (character === 91) {
			if (brackets === void 0) brackets = bracketEnds(source, pos, end, parts, offset);
			const close = brackets?.get(pos);
			if (close === void 0) continue;
			globEnd = close;
		} else continue;
		if (!result) result = [];
		emittedIndex = appendRange(source, literalStart, pos, parts, emittedIndex, offset, result);
		const text = source.slice(pos, globEnd);
		let glob;
		if (character === 91) {
			const interior = [];
			emittedIndex = appendRange(source, pos + 1, globEnd - 1, parts, emittedIndex, offset, interior);
			glob = {
				type: "Glob",
				kind: "bracket",
				pos: pos + offset,
				end: globEnd + offset,
				text,
				value: "[" + wordPartsValue(interior) + "]",
				parts: interior
			};
		} else glob = {
			type: "Glob",
			kind: character === 42 ? "star" : "question",
			pos: pos + offset,
			end: globEnd + offset,
			text,
			value: text,
			parts: void 0
		};
		result.push(glob);
		literalStart = globEnd;
		pos = globEnd - 1;
	}
	if (!result) return parts ?? void 0;
	appendRange(source, literalStart, end, parts, emittedIndex, offset, result);
	return result;
}

// node_modules/unbash/dist/lexer.js
const Token = {
	Word: 0,
	Assignment: 1,
	Semi: 2,
	Newline: 3,
	Pipe: 4,
	And: 5,
	Or: 6,
	Amp: 7,
	LParen: 8,
	RParen: 9,
	LBrace: 10,
	RBrace: 11,
	Bang: 12,
	If: 13,
	Then: 14,
	Else: 15,
	Elif: 16,
	Fi: 17,
	Do: 18,
	Done: 19,
	For: 20,
	While: 21,
	Until: 22,
	In: 23,
	Case: 24,
	Esac: 25,
	Function: 26,
	DoubleSemi: 27,
	SemiAmp: 28,
	DoubleSemiAmp: 29,
	Select: 30,
	DblLBracket: 31,
	DblRBracket: 32,
	EOF: 33,
	ArithCmd: 34,
	Coproc: 35,
	Redirect: 36
};
var TokenValue = class {
	token = Token.EOF;
	_value = "";
	_owner;
	pos = 0;
	end = 0;
	fileDescriptor = void 0;
	variableName = void 0;
	descriptorEnd = 0;
	delimiterQuoted = false;
	content = void 0;
	targetPos = 0;
	targetEnd = 0;
	assignmentOperatorPos = -1;
	raw = false;
	keywordEligible = false;
	constructor(owner = null) {
		this._owner = owner;
	}
	get value() {
		return this._value ?? (this._value = this._owner === null ? "" : this._owner._tokenValue(this.pos, this.end, this.raw));
	}
	set value(v) {
		this._value = v;
	}
	reset() {
		this.token = Token.EOF;
		this._value = "";
		this.pos = 0;
		this.end = 0;
		this.fileDescriptor = void 0;
		this.variableName = void 0;
		this.descriptorEnd = 0;
		this.delimiterQuoted = false;
		this.content = void 0;
		this.targetPos = 0;
		this.targetEnd = 0;
		this.assignmentOperatorPos = -1;
		this.raw = false;
		this.keywordEligible = false;
	}
	copyFrom(other) {
		this.token = other.token;
		this._value = other._value;
		this.pos = other.pos;
		this.end = other.end;
		this.fileDescriptor = other.fileDescriptor;
		this.variableName = other.variableName;
		this.descriptorEnd = other.descriptorEnd;
		this.delimiterQuoted = other.delimiterQuoted;
		this.content = other.content;
		this.targetPos = other.targetPos;
		this.targetEnd = other.targetEnd;
		this.assignmentOperatorPos = other.assignmentOperatorPos;
		this.raw = other.raw;
		this.keywordEligible = other.keywordEligible;
	}
};
const RESERVED_WORDS = /* @__PURE__ */ new Map([
	["if", Token.If],
	["then", Token.Then],
	["else", Token.Else],
	["elif", Token.Elif],
	["fi", Token.Fi],
	["do", Token.Do],
	["done", Token.Done],
	["for", Token.For],
	["while", Token.While],
	["until", Token.Until],
	["in", Token.In],
	["case", Token.Case],
	["esac", Token.Esac],
	["function", Token.Function],
	["select", Token.Select],
	["coproc", Token.Coproc],
	["!", Token.Bang],
	["{", Token.LBrace],
	["}", Token.RBrace]
]);
const charType = /* @__PURE__ */ new Uint8Array(128);
charType[124] = 1;
charType[38] = 1;
charType[59] = 1;
charType[40] = 1;
charType[41] = 1;
charType[60] = 1;
charType[62] = 1;
charType[32] = 1;
charType[9] = 1;
charType[10] = 1;
charType[92] = 2;
charType[39] = 2;
charType[34] = 2;
charType[36] = 2;
charType[96] = 2;
charType[123] = 2;
function skipBlanks(source, pos, end) {
	while (pos < end) {
		const ch = source.charCodeAt(pos);
		if (ch === 32 || ch === 9) pos++;
		else if (ch === 92 && pos + 1 < end && source.charCodeAt(pos + 1) === 10) pos += 2;
		else break;
	}
	return pos;
}
const arithmeticWordDelimiter = /* @__PURE__ */ new Uint8Array(128);
for (const ch of [
	9,
	10,
	32,
	33,
	37,
	38,
	40,
	41,
	42,
	43,
	44,
	45,
	47,
	58,
	60,
	61,
	62,
	63,
	94,
	124
]) arithmeticWordDelimiter[ch] = 1;
function hasEmbeddedWordStructure(source, start, end) {
	for (let pos = start; pos < end; pos++) {
		const ch = source.charCodeAt(pos);
		if (ch === 92 || ch === 39 || ch === 34 || ch === 36 || ch === 96 || (ch === 60 || ch === 62) && pos + 1 < end && source.charCodeAt(pos + 1) === 40) return true;
	}
	return false;
}
function findUnnested(s, target, pairTernaries = false, findNestedEnd) {
	let depth = 0;
	let ternaryDepth = 0;
	for (let i = 0; i < s.length; i++) {
		const c = s.charCodeAt(i);
		if (c === 92) {
			i++;
			continue;
		}
		if (c === 123) {
			depth++;
			continue;
		}
		if (c === 125) {
			if (depth > 0) depth--;
			continue;
		}
		if (c === 39) {
			i++;
			while (i < s.length && s.charCodeAt(i) !== 39) i++;
			continue;
		}
		if (c === 34) {
			i++;
			while (i < s.length) {
				const quoted = s.charCodeAt(i);
				if (quoted === 34) break;
				if (quoted === 92) {
					i += 2;
					continue;
				}
				const nestedEnd = findNestedEnd?.(i, true) ?? i;
				if (nestedEnd > i) {
					i = nestedEnd;
					continue;
				}
				i++;
			}
			continue;
		}
		const nestedEnd = findNestedEnd?.(i, false) ?? i;
		if (nestedEnd > i) {
			i = nestedEnd - 1;
			continue;
		}
		if (pairTernaries && depth === 0) {
			if (c === 63) {
				ternaryDepth++;
				continue;
			}
			if (c === 58 && ternaryDepth > 0) {
				ternaryDepth--;
				continue;
			}
		}
		if (c === target && depth === 0) return i;
	}
	return -1;
}
const isIdChar = /* @__PURE__ */ new Uint8Array(128);
for (let i = 97; i <= 122; i++) isIdChar[i] = 3;
for (let i = 65; i <= 90; i++) isIdChar[i] = 3;
for (let i = 48; i <= 57; i++) isIdChar[i] = 2;
isIdChar[95] = 3;
const extglobPrefix = /* @__PURE__ */ new Uint8Array(128);
extglobPrefix[63] = 1;
extglobPrefix[64] = 1;
extglobPrefix[42] = 1;
extglobPrefix[43] = 1;
extglobPrefix[33] = 1;
extglobPrefix[61] = 1;
function isExtglobOpen(prefix) {
	return prefix < 128 && prefix !== 61 && extglobPrefix[prefix] === 1;
}
const extglobOp = {
	[63]: "?",
	[64]: "@",
	[42]: "*",
	[43]: "+",
	[33]: "!"
};
function isDQChild(p) {
	const t = p.type;
	return t === "Literal" || t === "SimpleExpansion" || t === "ParameterExpansion" || t === "CommandExpansion" || t === "ArithmeticExpansion";
}
function isAllDigitsRange(src, start, end) {
	for (let i = start; i < end; i++) {
		const c = src.charCodeAt(i);
		if (c < 48 || c > 57) return false;
	}
	return end > start;
}
const ASSIGNMENT_INVALID = -1;
const ASSIGNMENT_NAME_START = 0;
const ASSIGNMENT_NAME = 1;
const ASSIGNMENT_AFTER_INDEX = 2;
const ASSIGNMENT_AFTER_PLUS = 3;
const ASSIGNMENT_INDEX_BASE = 4;
function joinWordParts(head, tail) {
	const last = head[head.length - 1];
	const first = tail[0];
	let start = 0;
	if (last?.type === "Literal" && first?.type === "Literal" && last.end === first.pos) {
		head[head.length - 1] = {
			type: "Literal",
			pos: last.pos,
			end: first.end,
			text: last.text + first.text,
			value: last.value + first.value
		};
		start = 1;
	}
	for (let i = start; i < tail.length; i++) head.push(tail[i]);
	return head;
}
function isMatchedAssignment(state) {
	return state < ASSIGNMENT_INVALID;
}
function assignmentOperatorPos(state) {
	return -state - 2;
}
function scanAssignmentPrefix(src, start, end, initialState) {
	let state = initialState;
	for (let i = start; i < end && state >= 0; i++) {
		const c = src.charCodeAt(i);
		if (state >= ASSIGNMENT_INDEX_BASE) {
			if (c === 91) state++;
			else if (c === 93 && --state === ASSIGNMENT_INDEX_BASE) state = ASSIGNMENT_AFTER_INDEX;
		} else if (state === ASSIGNMENT_NAME_START) state = c < 128 && isIdChar[c] & 1 ? ASSIGNMENT_NAME : ASSIGNMENT_INVALID;
		else if (state === ASSIGNMENT_NAME) {
			if (c < 128 && isIdChar[c] & 2) continue;
			if (c === 91) state = 5;
			else if (c === 43) state = ASSIGNMENT_AFTER_PLUS;
			else state = c === 61 ? -i - 2 : ASSIGNMENT_INVALID;
		} else if (state === ASSIGNMENT_AFTER_INDEX) {
			if (c === 43) state = ASSIGNMENT_AFTER_PLUS;
			else state = c === 61 ? -i - 2 : ASSIGNMENT_INVALID;
		} else state = c === 61 ? -i - 2 : ASSIGNMENT_INVALID;
	}
	return state;
}
function setToken(out, token, value, pos = 0, end = 0) {
	out.token = token;
	out._value = value;
	out.pos = pos;
	out.end = end;
	out.fileDescriptor = void 0;
	out.variableName = void 0;
	out.descriptorEnd = 0;
	out.delimiterQuoted = false;
	out.content = void 0;
	out.assignmentOperatorPos = -1;
	out.raw = false;
	out.keywordEligible = false;
}
function setSpanToken(out, token, pos, end, raw) {
	out.token = token;
	out._value = null;
	out.pos = pos;
	out.end = end;
	out.fileDescriptor = void 0;
	out.variableName = void 0;
	out.descriptorEnd = 0;
	out.delimiterQuoted = false;
	out.content = void 0;
	out.assignmentOperatorPos = -1;
	out.raw = raw;
	out.keywordEligible = false;
}
function matchReservedWord(src, start, len) {
	switch (src.charCodeAt(start)) {
		case 33: return len === 1 ? Token.Bang : void 0;
		case 123: return len === 1 ? Token.LBrace : void 0;
		case 125: return len === 1 ? Token.RBrace : void 0;
		case 105: {
			if (len !== 2) return void 0;
			const c = src.charCodeAt(start + 1);
			return c === 102 ? Token.If : c === 110 ? Token.In : void 0;
		}
		case 102:
			if (len === 2) return src.charCodeAt(start + 1) === 105 ? Token.Fi : void 0;
			if (len === 3) return src.startsWith("for", start) ? Token.For : void 0;
			if (len === 8) return src.startsWith("function", start) ? Token.Function : void 0;
			return;
		case 116: return len === 4 && src.startsWith("then", start) ? Token.Then : void 0;
		case 101:
			if (len !== 4) return void 0;
			if (src.startsWith("else", start)) return Token.Else;
			if (src.startsWith("elif", start)) return Token.Elif;
			if (src.startsWith("esac", start)) return Token.Esac;
			return;
		case 100:
			if (len === 2) return src.charCodeAt(start + 1) === 111 ? Token.Do : void 0;
			if (len === 4) return src.startsWith("done", start) ? Token.Done : void 0;
			return;
		case 99:
			if (len === 4) return src.startsWith("case", start) ? Token.Case : void 0;
			if (len === 6) return src.startsWith("coproc", start) ? Token.Coproc : void 0;
			return;
		case 119: return len === 5 && src.startsWith("while", start) ? Token.While : void 0;
		case 117: return len === 5 && src.startsWith("until", start) ? Token.Until : void 0;
		case 115: return len === 6 && src.startsWith("select", start) ? Token.Select : void 0;
		default: return;
	}
}
const LexContext = {
	Normal: 0,
	CommandStart: 1,
	TestMode: 2,
	CommandPrefix: 3,
	Declaration: 4,
	ArrayElement: 5,
	FunctionName: 6,
	CasePattern: 7,
	EvalArgument: 8
};
function isBraceCommandOpener(after) {
	return after === 32 || after === 9 || after === 10 || after === 124;
}
var Lexer = class Lexer {
	static _findSubstitutionEnd;
	src;
	srcEnd;
	parenBoundary;
	pos;
	current;
	nextState;
	hasPeek;
	pendingHereDocs;
	substitutionContext;
	_errors = null;
	_buildParts = false;
	_buildValue = false;
	_nestingDepth = 0;
	constructor(src, start = 0, end = src.length, parenBoundary = false, context = createSubstitutionContext()) {
		this.src = src;
		this.srcEnd = end;
		this.parenBoundary = parenBoundary;
		this.pos = start;
		this.current = new TokenValue(this);
		this.nextState = new TokenValue(this);
		this.hasPeek = false;
		this.pendingHereDocs = null;
		this.substitutionContext = context;
		if (start === 0 && src.charCodeAt(0) === 35 && src.charCodeAt(1) === 33) {
			const nl = src.indexOf("\n");
			this.pos = nl === -1 ? this.srcEnd : nl + 1;
		}
	}
	getSource() {
		return this.src;
	}
	fork(start, end, parenBoundary = false) {
		const lexer = new Lexer(this.src, start, end, parenBoundary, this.substitutionContext);
		lexer._nestingDepth = this._nestingDepth;
		return lexer;
	}
	getSubstitutionContext() {
		return this.substitutionContext;
	}
	get errors() {
		return this._errors ?? (this._errors = []);
	}
	commandExpansion(pos, text, start, inner, parenBoundary = false) {
		const window = this.scriptWindow(this.src, start, start + inner.length, parenBoundary);
		return new ScriptExpansionImpl("CommandExpansion", pos, this.pos, text, window);
	}
	decodedCommandExpansion(pos, text, inner) {
		const window = this.scriptWindow(inner, 0, inner.length, false, true);
		return new ScriptExpansionImpl("CommandExpansion", pos, this.pos, text, window);
	}
	processSubstitution(pos, text, operator, inner) {
		const window = this.scriptWindow(this.src, pos + 2, pos + 2 + inner.length, !this._unbalanced);
		return new ProcessSubstitutionImpl(pos, this.pos, text, operator, window);
	}
	scriptWindow(source, start, end, parenBoundary, decoded = false) {
		if (this._nestingDepth > 256) return void 0;
		const context = decoded ? void 0 : this.substitutionContext;
		return {
			source,
			start,
			end,
			depth: this._nestingDepth + 1,
			parenBoundary,
			context
		};
	}
	getPos() {
		return this.pos;
	}
	findSubstitutionEnd(start, end, depth = this._nestingDepth + 1) {
		if (Lexer._findSubstitutionEnd === void 0) return -1;
		return Lexer._findSubstitutionEnd(this.src, start, end, depth, this.substitutionContext);
	}
	/** Materialize a word token's value: raw spans slice directly, others re-lex the span. */
	_tokenValue(pos, end, raw) {
		return raw ? this.src.slice(pos, end) : this.wordValueOf(pos, end);
	}
	wordValueOf(start, end) {
		const savedPos = this.pos;
		const savedEnd = this.srcEnd;
		const savedBracketWindow = this._bracketWindow;
		const savedArithmeticBracketWindow = this._arithmeticBracketWindow;
		const savedBuildValue = this._buildValue;
		const savedUnbalanced = this._unbalanced;
		const errorCount = this._errors === null ? 0 : this._errors.length;
		this.pos = start;
		this.srcEnd = end;
		this._buildValue = true;
		this.readWordText();
		if (this.pos < end && this._wordAssignmentState !== void 0 && this._wordAssignmentState >= ASSIGNMENT_INDEX_BASE) {
			this.pos = start;
			this.readWordText(true);
		}
		const value = this._wordText;
		this.pos = savedPos;
		this.srcEnd = savedEnd;
		this._bracketWindow = savedBracketWindow;
		this._arithmeticBracketWindow = savedArithmeticBracketWindow;
		this._buildValue = savedBuildValue;
		this._unbalanced = savedUnbalanced;
		if (this._errors !== null) this._errors.length = errorCount;
		return value;
	}
	/** Find the closing bracket for a shell subscript, ignoring brackets inside nested shell syntax. */
	findClosingBracket(start, end = this.srcEnd) {
		const limit = Math.min(end, this.srcEnd);
		let window = this._bracketWindow;
		if (!window || window.limit !== limit) {
			window = {
				limit,
				depth: this._nestingDepth,
				last: this.src.lastIndexOf("]", limit - 1)
			};
			this._bracketWindow = window;
		}
		if (start > window.last) return -1;
		if (window.depth !== this._nestingDepth) {
			window = {
				limit,
				depth: this._nestingDepth,
				last: window.last
			};
			this._bracketWindow = window;
		}
		if (window.failed?.has(start)) return -1;
		const unmatched = [];
		const close = this.findClosingShellDelimiter(start, end, 93, false, true, unmatched);
		if (close === -1) {
			const failed = window.failed ?? (window.failed = /* @__PURE__ */ new Set());
			for (const starts of unmatched) for (const pos of starts) failed.add(pos);
		}
		return close;
	}
	/** Find the closing bracket of `$[ … ]`, which unlike a subscript does not recurse into `${ }`. */
	findClosingArithmeticBracket(start, end = this.srcEnd) {
		const limit = Math.min(end, this.srcEnd);
		let window = this._arithmeticBracketWindow;
		if (!window || window.end !== limit || window.depth !== this._nestingDepth) {
			window = {
				end: limit,
				depth: this._nestingDepth,
				failed: /* @__PURE__ */ new Set()
			};
			this._arithmeticBracketWindow = window;
		}
		if (window.failed.has(start)) return -1;
		return this.findClosingShellDelimiter(start, end, 93, false, false, void 0, window.failed);
	}
	/** Find the closing brace for a parameter expansion, ignoring braces inside nested shell syntax. */
	findClosingBrace(start, end = this.srcEnd) {
		return this.findClosingShellDelimiter(start, end, 125);
	}
	/** Find the closing parenthesis for a shell substitution using the command-aware scanner. */
	findClosingParenthesis(start, end = this.srcEnd) {
		const savedPos = this.pos;
		const savedEnd = this.srcEnd;
		const savedBracketWindow = this._bracketWindow;
		const savedArithmeticBracketWindow = this._arithmeticBracketWindow;
		const savedUnbalanced = this._unbalanced;
		this.pos = start;
		this.srcEnd = Math.min(end, this.srcEnd);
		this.extractBalanced();
		const close = this._unbalanced ? -1 : this.pos - 1;
		this.pos = savedPos;
		this.srcEnd = savedEnd;
		this._bracketWindow = savedBracketWindow;
		this._arithmeticBracketWindow = savedArithmeticBracketWindow;
		this._unbalanced = savedUnbalanced;
		return close;
	}
	/** Find the end of one arithmetic expansion using the canonical lexer scanner. */
	findArithmeticExpansionEnd(start, end = this.srcEnd) {
		const scanner = this.fork(start, end);
		scanner.pos = start + 1;
		scanner.scanArithmeticBody();
		return scanner.pos;
	}
	/** Find the end of one shell-expanded arithmetic word using the canonical lexer scanners. */
	findArithmeticWordEnd(start, end = this.srcEnd) {
		const scanner = this.fork(start, end);
		scanner.pos = start;
		return scanner.scanArithmeticWordEnd();
	}
	scanArithmeticWordEnd() {
		while (this.pos < this.srcEnd) {
			const ch = this.src.charCodeAt(this.pos);
			if (ch === 36) {
				this.readDollar();
				continue;
			}
			if (ch === 96) {
				this.readBacktickExpansion();
				continue;
			}
			if (ch === 39) {
				this.pos++;
				this.skipSQ();
				continue;
			}
			if (ch === 34) {
				this.pos++;
				this.skipDQ();
				continue;
			}
			if (ch === 92) {
				this.pos += 2;
				continue;
			}
			if (ch === 91) {
				const close = this.findClosingBracket(this.pos + 1);
				if (close !== -1) {
					this.pos = close + 1;
					continue;
				}
			}
			if ((ch === 60 || ch === 62) && this.src.charCodeAt(this.pos + 1) === 40) {
				this.pos += 2;
				this.extractBalanced();
				continue;
			}
			if (ch < 128 && arithmeticWordDelimiter[ch]) break;
			this.pos++;
		}
		return this.pos;
	}
	findClosingShellDelimiter(start, end, closing, array = false, braces = true, bracketStarts, failedBrackets) {
		const savedPos = this.pos;
		const savedEnd = this.srcEnd;
		const savedBracketWindow = this._bracketWindow;
		const savedArithmeticBracketWindow = this._arithmeticBracketWindow;
		const savedUnbalanced = this._unbalanced;
		this.srcEnd = Math.min(end, this.srcEnd);
		const delimiters = [closing];
		bracketStarts?.push([]);
		const failedStarts = failedBrackets ? [start] : void 0;
		let pos = start;
		let wordStart = true;
		let invalid = -1;
		while (pos < this.srcEnd) {
			const expected = delimiters[delimiters.length - 1];
			if (bracketStarts && expected === 93) bracketStarts[bracketStarts.length - 1].push(pos);
			const ch = this.src.charCodeAt(pos);
			if (ch === 92) {
				if (pos + 1 < this.srcEnd && this.src.charCodeAt(pos + 1) !== 10) wordStart = false;
				pos += 2;
				continue;
			}
			if (ch === 35 && array && delimiters.length === 1 && wordStart) {
				while (pos < this.srcEnd && this.src.charCodeAt(pos) !== 10) pos++;
				continue;
			}
			if (ch === 39) {
				this.pos = pos + 1;
				this.skipSQ();
				pos = this.pos;
				wordStart = false;
				continue;
			}
			if (ch === 34) {
				this.pos = pos + 1;
				this.skipDQ();
				pos = this.pos;
				wordStart = false;
				continue;
			}
			if (ch === 96) {
				pos++;
				while (pos < this.srcEnd && this.src.charCodeAt(pos) !== 96) {
					if (this.src.charCodeAt(pos) === 92) pos++;
					pos++;
				}
				if (pos < this.srcEnd) pos++;
				wordStart = false;
				continue;
			}
			if (ch === 36 && pos + 1 < this.srcEnd && this.src.charCodeAt(pos + 1) === 40 || (ch === 60 || ch === 62) && pos + 1 < this.srcEnd && this.src.charCodeAt(pos + 1) === 40) {
				this.pos = pos + 2;
				this.extractBalanced();
				pos = this.pos;
				wordStart = false;
				continue;
			}
			if (ch === 36 && pos + 1 < this.srcEnd) {
				const after = this.src.charCodeAt(pos + 1);
				if (after === 39) {
					pos = decodeAnsiCQuoted(this.src, pos + 2, this.srcEnd).end;
					wordStart = false;
					continue;
				}
				if (after === 36) {
					pos += 2;
					wordStart = false;
					continue;
				}
				if (after === 123 && braces) {
					delimiters.push(125);
					bracketStarts?.push([]);
					pos += 2;
					wordStart = false;
					continue;
				}
			}
			if (array && delimiters.length === 1) {
				if (ch === 91 && wordStart) {
					delimiters.push(93);
					bracketStarts?.push([]);
				} else if (invalid === -1 && (ch === 59 || ch === 38 || ch === 124 || ch === 60 || ch === 62 || ch === 40 && !isExtglobOpen(this.src.charCodeAt(pos - 1)))) invalid = pos;
			}
			if (expected === 93 && ch === 91) {
				delimiters.push(93);
				bracketStarts?.push([]);
				failedStarts?.push(pos + 1);
			} else if (expected === 41 && ch === 40) {
				delimiters.push(41);
				bracketStarts?.push([]);
			} else if (ch === expected) {
				delimiters.pop();
				failedStarts?.pop();
				bracketStarts?.pop();
				if (delimiters.length === 0) {
					this.pos = savedPos;
					this.srcEnd = savedEnd;
					this._bracketWindow = savedBracketWindow;
					this._arithmeticBracketWindow = savedArithmeticBracketWindow;
					this._unbalanced = savedUnbalanced;
					if (invalid !== -1) this.errors.push({
						message: `unexpected '${this.src[invalid]}' in array assignment`,
						pos: invalid
					});
					return pos;
				}
				wordStart = false;
				pos++;
				continue;
			}
			wordStart = ch < 128 && (charType[ch] & 1) !== 0;
			pos++;
		}
		if (failedStarts) for (const start of failedStarts) failedBrackets.add(start);
		this.pos = savedPos;
		this.srcEnd = savedEnd;
		this._bracketWindow = savedBracketWindow;
		this._arithmeticBracketWindow = savedArithmeticBracketWindow;
		this._unbalanced = savedUnbalanced;
		return -1;
	}
	scanBraceExpansion(start, results) {
		const src = this.src;
		const len = this.srcEnd;
		const cached = results.get(start);
		if (cached !== void 0) return cached;
		const savedPos = this.pos;
		const savedUnbalanced = this._unbalanced;
		const errorCount = this._errors === null ? 0 : this._errors.length;
		const frames = [start, 0];
		let pos = start + 1;
		while (pos < len) {
			const ch = src.charCodeAt(pos);
			const type = ch < 128 ? charType[ch] : 0;
			if (type === 0) {
				pos++;
				if (ch === 125) {
					const hasSep = frames.pop();
					results.set(frames.pop(), hasSep ? pos : -1);
					if (frames.length === 0) break;
				} else if (ch === 44 || ch === 46 && src.charCodeAt(pos) === 46) frames[frames.length - 1] = 1;
				continue;
			}
			const next = pos + 1 < len ? src.charCodeAt(pos + 1) : 0;
			if (type & 1) {
				if (next === 40 && (ch === 60 || ch === 62)) {
					this.pos = pos + 2;
					this.extractBalanced();
					pos = this.pos;
				} else if (ch === 40 && isExtglobOpen(src.charCodeAt(pos - 1))) {
					const close = this.findClosingShellDelimiter(pos + 1, len, 41);
					if (close === -1) break;
					pos = close + 1;
				} else break;
			} else if (ch === 92) pos += 2;
			else if (ch === 39) {
				this.pos = pos + 1;
				this.skipSQ();
				pos = this.pos;
			} else if (ch === 34) {
				this.pos = pos + 1;
				this.skipDQ();
				pos = this.pos;
			} else if (ch === 96) {
				pos++;
				while (pos < len && src.charCodeAt(pos) !== 96) pos += src.charCodeAt(pos) === 92 ? 2 : 1;
				pos++;
			} else if (ch === 123) {
				frames.push(pos, 0);
				pos++;
			} else if (next === 39) pos = decodeAnsiCQuoted(src, pos + 2, len).end;
			else if (next === 123) {
				const close = this.findClosingBrace(pos + 2, len);
				if (close === -1) break;
				pos = close + 1;
			} else if (next === 40) {
				this.pos = pos + 2;
				this.extractBalanced();
				pos = this.pos;
			} else pos++;
		}
		this.pos = savedPos;
		this._unbalanced = savedUnbalanced;
		if (this._errors !== null) this._errors.length = errorCount;
		for (let index = 0; index < frames.length; index += 2) results.set(frames[index], -1);
		return results.get(start);
	}
	skipSubshellBody() {
		this.extractBalanced(false);
		return this._unbalanced ? -1 : this.pos;
	}
	skipCompoundBody(closeToken) {
		const frames = [{
			close: closeToken,
			phase: closeToken === Token.Esac ? "case-pattern" : "commands"
		}];
		let commandStart = true;
		for (;;) {
			const phase = frames[frames.length - 1].phase;
			let ctx = commandStart ? LexContext.CommandStart : LexContext.Normal;
			if (phase === "function-name") ctx = LexContext.FunctionName;
			else if (phase === "case-pattern" && commandStart) ctx = LexContext.CasePattern;
			const value = this.next(ctx);
			const token = value.token;
			if (token === Token.EOF) return -1;
			const frame = frames[frames.length - 1];
			if (frame.phase === "function-name") {
				if (token === Token.Newline) continue;
				frame.phase = "function-body";
				commandStart = true;
				continue;
			} else if (frame.phase === "function-body") {
				if (token === Token.Newline) continue;
				frame.phase = "commands";
				commandStart = true;
				if (token === Token.LParen && this.peek(LexContext.Normal).token === Token.RParen) {
					this.next(LexContext.Normal);
					frame.phase = "function-body";
					continue;
				}
			} else if (frame.phase === "coproc-command") {
				if (token === Token.Newline) continue;
				if (token === Token.Word) {
					frame.phase = "coproc-body";
					commandStart = true;
					continue;
				}
				frame.phase = "commands";
				commandStart = true;
			} else if (frame.phase === "coproc-body") {
				if (token === Token.Newline) continue;
				frame.phase = token === Token.Word && value.keywordEligible && value.value === "time" ? "time-command" : "commands";
				commandStart = true;
				if (frame.phase === "time-command") continue;
			} else if (frame.phase === "time-command") {
				if (token === Token.Word && value.keywordEligible && value.value === "-p") {
					frame.phase = "time-command-after-p";
					continue;
				}
				if (token === Token.Word && value.keywordEligible && value.value === "--") {
					frame.phase = "commands";
					continue;
				}
				frame.phase = "commands";
				commandStart = true;
			} else if (frame.phase === "time-command-after-p") {
				if (token === Token.Word && value.keywordEligible && value.value === "--") {
					frame.phase = "commands";
					continue;
				}
				frame.phase = "commands";
				commandStart = true;
			} else if (frame.phase === "for-header") {
				if (token === Token.ArithCmd || token === Token.Semi || token === Token.Newline) {
					commandStart = true;
					continue;
				}
				if (token === Token.Do || token === Token.LBrace) {
					frame.close = token === Token.Do ? Token.Done : Token.RBrace;
					frame.phase = "commands";
					commandStart = true;
					continue;
				}
			} else if (frame.phase === "case-word") {
				if (token === Token.Newline) continue;
				frame.phase = "case-in";
				commandStart = false;
				continue;
			} else if (frame.phase === "case-in") {
				if (token === Token.Newline) {
					commandStart = true;
					continue;
				}
				frame.phase = "case-pattern";
				commandStart = true;
				continue;
			} else if (frame.phase === "case-pattern") {
				if (token === Token.Esac && commandStart) {
					frames.pop();
					if (frames.length === 0) return value.end;
					commandStart = false;
					continue;
				}
				if (token === Token.RParen) {
					frame.phase = "commands";
					commandStart = true;
				} else commandStart = token === Token.Newline;
				continue;
			}
			if (token === frame.close) {
				frames.pop();
				if (frames.length === 0) return value.end;
				commandStart = false;
				continue;
			}
			if (commandStart) switch (token) {
				case Token.LParen:
					frames.push({
						close: Token.RParen,
						phase: "commands"
					});
					break;
				case Token.LBrace:
					frames.push({
						close: Token.RBrace,
						phase: "commands"
					});
					break;
				case Token.If:
					frames.push({
						close: Token.Fi,
						phase: "commands"
					});
					break;
				case Token.For:
					frames.push({
						close: Token.Done,
						phase: "for-header"
					});
					break;
				case Token.While:
				case Token.Until:
				case Token.Select:
					frames.push({
						close: Token.Done,
						phase: "commands"
					});
					break;
				case Token.Case:
					frames.push({
						close: Token.Esac,
						phase: "case-word"
					});
					break;
				case Token.DblLBracket:
					if (!this.skipTestCommandBody()) return -1;
					commandStart = false;
					continue;
				case Token.Assignment:
				case Token.Redirect:
				case Token.Bang:
				case Token.Then:
				case Token.Else:
				case Token.Elif:
				case Token.Do:
				case Token.In: break;
				case Token.Semi:
				case Token.Newline:
				case Token.Pipe:
				case Token.And:
				case Token.Or:
				case Token.Amp:
				case Token.DoubleSemi:
				case Token.SemiAmp:
				case Token.DoubleSemiAmp: break;
				case Token.Function:
					frame.phase = "function-name";
					break;
				case Token.Coproc:
					frame.phase = "coproc-command";
					break;
				default:
					if (token === Token.Word && value.keywordEligible && value.value === "time") {
						frame.phase = "time-command";
						commandStart = true;
					} else commandStart = false;
					continue;
			}
			switch (token) {
				case Token.Semi:
				case Token.Newline:
				case Token.Pipe:
				case Token.And:
				case Token.Or:
				case Token.Amp:
					commandStart = true;
					break;
				case Token.DoubleSemi:
				case Token.SemiAmp:
				case Token.DoubleSemiAmp:
					if (frame.close === Token.Esac) frame.phase = "case-pattern";
					commandStart = true;
					break;
				case Token.RParen: commandStart = true;
			}
		}
	}
	skipTestGroup() {
		let depth = 1;
		for (;;) {
			const value = this.next(LexContext.TestMode);
			if (value.token === Token.EOF) return -1;
			if (value.token === Token.DblRBracket) {
				this.unshift(value);
				return -1;
			}
			if (value.token === Token.LParen) depth++;
			else if (value.token === Token.RParen && --depth === 0) return value.end;
		}
	}
	skipTestCommandBody() {
		for (;;) {
			const token = this.next(LexContext.TestMode).token;
			if (token === Token.DblRBracket) return true;
			if (token === Token.EOF) return false;
		}
	}
	/** Set position and scan a word, building parts. Used by computeWordParts. */
	buildWordParts(startPos) {
		this._buildParts = true;
		this.pos = startPos;
		const ch = this.src.charCodeAt(startPos);
		if ((ch === 60 || ch === 62) && startPos + 1 < this.srcEnd && this.src.charCodeAt(startPos + 1) === 40) {
			this.pos = startPos + 2;
			const inner = this.extractBalanced();
			const text = this.src.slice(startPos, this.pos);
			const part = this.processSubstitution(startPos, text, ch === 60 ? "<" : ">", inner);
			if (this.pos < this.srcEnd) {
				this.readWordText();
				if (this._wordParts) this._wordParts.unshift(part);
				else this._wordParts = [part];
			} else this._wordParts = [part];
		} else {
			this.readWordText();
			if (this.pos < this.srcEnd && this._wordAssignmentState !== void 0 && this._wordAssignmentState >= ASSIGNMENT_INDEX_BASE) {
				this.pos = startPos;
				this.readWordText(true);
			}
		}
		return this._wordParts;
	}
	/** Scan a bounded word-like span without treating shell operators or whitespace as terminators. */
	buildEmbeddedWordParts(startPos, arithmetic = false) {
		this._buildParts = true;
		this.pos = startPos;
		this.readInnerWordText(false, arithmetic);
		return this._wordParts;
	}
	buildArrayElementParts(startPos) {
		const close = this.findClosingBracket(startPos + 1);
		if (close === -1) return this.buildWordParts(startPos);
		const src = this.src;
		this._buildParts = true;
		const head = hasEmbeddedWordStructure(src, startPos, close + 1) ? this.parseSubFieldWord(startPos, close + 1, "embedded") : void 0;
		this.pos = close + 1;
		this.readWordText(false, LexContext.ArrayElement);
		const end = this.pos;
		const operator = skipLineContinuations(src, close + 1, end);
		const after = src.charCodeAt(operator);
		const keyed = after === 61 || after === 43 && src.charCodeAt(operator + 1) === 61;
		let headParts = head?.parts;
		let tailParts = this._wordParts;
		if (keyed) tailParts = parseGlobParts(src, close + 1, end, tailParts) ?? tailParts;
		if (!headParts && !tailParts) return keyed ? null : parseGlobParts(src, startPos, end, void 0) ?? null;
		const headText = src.slice(startPos, close + 1);
		if (!headParts) headParts = [{
			type: "Literal",
			pos: startPos,
			end: close + 1,
			text: headText,
			value: head?.value ?? headText
		}];
		if (!tailParts) tailParts = end > close + 1 ? [{
			type: "Literal",
			pos: close + 1,
			end,
			text: src.slice(close + 1, end),
			value: this._wordText
		}] : [];
		let parts = joinWordParts(headParts, tailParts);
		if (!keyed) parts = parseGlobParts(src, startPos, end, parts) ?? parts;
		return parts.length > 1 || parts[0].type !== "Literal" ? parts : null;
	}
	/** Scan a heredoc body for expansions, building parts. Spaces/newlines are literal. */
	buildHereDocParts(bodyPos, bodyEnd) {
		this._buildParts = true;
		const src = this.src;
		const parts = [];
		let hasExpansion = false;
		let litBuf = "";
		let litStart = bodyPos;
		let i = bodyPos;
		const flushLit = () => {
			if (i > litStart) {
				parts.push({
					type: "Literal",
					pos: litStart,
					end: i,
					value: litBuf,
					text: src.slice(litStart, i)
				});
				litBuf = "";
			}
		};
		while (i < bodyEnd) {
			const ch = src.charCodeAt(i);
			if (ch === 92) {
				if (i + 1 < bodyEnd) {
					const nc = src.charCodeAt(i + 1);
					if (nc === 10) {
						i += 2;
						continue;
					}
					if (nc === 36 || nc === 96 || nc === 92) {
						litBuf += String.fromCharCode(nc);
						i += 2;
						continue;
					}
				}
				litBuf += "\\";
				i++;
				continue;
			}
			if (ch === 36 && src.charCodeAt(i + 1) !== 39 && src.charCodeAt(i + 1) !== 34) {
				flushLit();
				litStart = i;
				this.pos = i;
				this.readDollar();
				if (this._resultPart) {
					hasExpansion = true;
					parts.push(this._resultPart);
					litStart = this.pos;
				} else litBuf += src.slice(i, this.pos);
				i = this.pos;
				continue;
			}
			if (ch === 96) {
				flushLit();
				litStart = i;
				this.pos = i;
				this.readBacktickExpansion();
				if (this._resultPart) {
					hasExpansion = true;
					parts.push(this._resultPart);
					litStart = this.pos;
				} else litBuf += src.slice(i, this.pos);
				i = this.pos;
				continue;
			}
			litBuf += src[i];
			i++;
		}
		flushLit();
		return hasExpansion ? parts : null;
	}
	registerHereDocTarget(target) {
		if (this.pendingHereDocs === null) return;
		for (const hd of this.pendingHereDocs) if (!hd.target) {
			hd.target = target;
			return;
		}
	}
	readTestRegexWord() {
		this.hasPeek = false;
		this.skipSpacesAndTabs();
		const src = this.src;
		const len = this.srcEnd;
		const start = this.pos;
		let depth = 0;
		while (this.pos < len) {
			const ch = src.charCodeAt(this.pos);
			if (ch === 40) {
				depth++;
				this.pos++;
				continue;
			}
			if (ch === 92) {
				this.pos += this.pos + 1 < len ? 2 : 1;
				continue;
			}
			if (ch === 39) {
				const quotePos = this.pos++;
				const ansiC = quotePos > start && src.charCodeAt(quotePos - 1) === 36;
				while (this.pos < len && src.charCodeAt(this.pos) !== 39) {
					if (ansiC && src.charCodeAt(this.pos) === 92 && this.pos + 1 < len) this.pos++;
					this.pos++;
				}
				if (this.pos < len) this.pos++;
				else this.errors.push({
					message: ansiC ? "unterminated ANSI-C quote" : "unterminated single quote",
					pos: quotePos
				});
				continue;
			}
			if (ch === 34) {
				this.pos++;
				this.readDoubleQuoted();
				continue;
			}
			if (ch === 96) {
				this.readBacktickExpansion();
				continue;
			}
			if (depth > 0) {
				if (ch === 41) depth--;
				this.pos++;
				continue;
			}
			if (ch === 36) {
				this.readDollar();
				continue;
			}
			if ((ch === 60 || ch === 62) && this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 40) {
				const subPos = this.pos;
				this.pos += 2;
				this.extractBalanced();
				if (this._unbalanced) this.errors.push({
					message: "unterminated process substitution",
					pos: subPos
				});
				continue;
			}
			if (ch < 128 && charType[ch] & 1 && ch !== 124) break;
			this.pos++;
		}
		setToken(this.current, Token.Word, src.slice(start, this.pos), start, this.pos);
		return this.current;
	}
	readCStyleForExprs() {
		this.hasPeek = false;
		const src = this.src;
		const len = this.srcEnd;
		while (this.pos < len && (src.charCodeAt(this.pos) === 32 || src.charCodeAt(this.pos) === 9)) this.pos++;
		const openPos = this.pos;
		if (this.pos < len && src.charCodeAt(this.pos) === 40) this.pos++;
		const starts = [
			this.pos,
			0,
			0
		];
		const parts = [
			"",
			"",
			"",
			0,
			0,
			0
		];
		let partIdx = 0;
		let depth = 1;
		let partStart = this.pos;
		let extra = false;
		const setPart = (end) => {
			const raw = src.slice(partStart, end);
			parts[partIdx] = raw.trim();
			parts[3 + partIdx] = starts[partIdx] + raw.length - raw.trimStart().length;
		};
		while (this.pos < len && depth > 0) {
			const c = src.charCodeAt(this.pos);
			if (c === 40) {
				depth++;
				this.pos++;
			} else if (c === 41) {
				depth--;
				if (depth === 0) {
					if (!extra) setPart(this.pos);
					if (partIdx < 2) this.errors.push({
						message: "expected three arithmetic expressions in for header",
						pos: this.pos
					});
					this.pos++;
					while (this.pos < len && (src.charCodeAt(this.pos) === 32 || src.charCodeAt(this.pos) === 9)) this.pos++;
					if (this.pos < len && src.charCodeAt(this.pos) === 41) this.pos++;
					break;
				}
				this.pos++;
			} else if (c === 59 && depth === 1) {
				if (partIdx === 2) {
					if (!extra) {
						setPart(this.pos);
						this.errors.push({
							message: "expected three arithmetic expressions in for header",
							pos: this.pos
						});
					}
					extra = true;
					this.pos++;
					continue;
				}
				setPart(this.pos);
				partIdx++;
				this.pos++;
				partStart = this.pos;
				starts[partIdx] = partStart;
			} else if (c === 36) this.readDollar();
			else if (c === 96) this.readBacktickExpansion();
			else if (c === 92) this.pos += this.pos + 1 < len ? 2 : 1;
			else if (c === 39) {
				this.pos++;
				this.skipSQ();
			} else if (c === 34) {
				this.pos++;
				this.skipDQ();
			} else this.pos++;
		}
		if (depth > 0) {
			if (!extra) setPart(this.pos);
			this.errors.push({
				message: "unterminated arithmetic for header",
				pos: openPos
			});
		}
		return parts;
	}
	peek(ctx = LexContext.Normal) {
		if (!this.hasPeek) {
			this.readNext(this.nextState, ctx);
			this.hasPeek = true;
		}
		return this.nextState;
	}
	peekFollow(closers) {
		if (!this.hasPeek) {
			const ctx = closers[this.current.token] ? LexContext.CommandStart : LexContext.Normal;
			this.readNext(this.nextState, ctx);
			this.hasPeek = true;
		}
		return this.nextState;
	}
	next(ctx = LexContext.Normal) {
		if (this.hasPeek) {
			this.hasPeek = false;
			const temp = this.current;
			this.current = this.nextState;
			this.nextState = temp;
			return this.current;
		}
		this.readNext(this.current, ctx);
		return this.current;
	}
	unshift(tok) {
		this.nextState.copyFrom(tok);
		this.hasPeek = true;
	}
	readNext(out, ctx) {
		const src = this.src;
		const len = this.srcEnd;
		let pos = this.pos;
		while (true) {
			pos = skipBlanks(src, pos, len);
			if (ctx === LexContext.TestMode) while (pos < len && src.charCodeAt(pos) === 10) pos = skipBlanks(src, pos + 1, len);
			if (pos >= len || src.charCodeAt(pos) !== 35) break;
			while (pos < len && src.charCodeAt(pos) !== 10) pos++;
		}
		this.pos = pos;
		if (pos >= len) {
			this.consumePendingHereDocs();
			setToken(out, Token.EOF, "", pos, pos);
			return;
		}
		const tokenStart = pos;
		const ch = src.charCodeAt(pos);
		if (ch === 10) {
			this.pos++;
			this.consumePendingHereDocs();
			setToken(out, Token.Newline, "\n", tokenStart, this.pos);
			return;
		}
		if (ctx === LexContext.TestMode && (ch === 60 || ch === 62) && !(this.pos + 1 < this.srcEnd && src.charCodeAt(this.pos + 1) === 40)) {
			this.pos++;
			setToken(out, Token.Word, ch === 60 ? "<" : ">", tokenStart, this.pos);
			out.keywordEligible = true;
			return;
		}
		if (ch < 128 && charType[ch] & 1 && this.tryReadOperator(out, ch, ctx, tokenStart)) return;
		if (ch === 91 && ctx === LexContext.ArrayElement && this.readArrayElement(out, tokenStart)) return;
		this.readWord(out, ctx, tokenStart);
	}
	tryReadOperator(out, ch, ctx, tokenStart) {
		const src = this.src;
		const pos = this.pos;
		const next = pos + 1 < this.srcEnd ? src.charCodeAt(pos + 1) : 0;
		switch (ch) {
			case 59:
				if (next === 59) {
					if (pos + 2 < this.srcEnd && src.charCodeAt(pos + 2) === 38) {
						this.pos += 3;
						setToken(out, Token.DoubleSemiAmp, ";;&", tokenStart, this.pos);
						return true;
					}
					this.pos += 2;
					setToken(out, Token.DoubleSemi, ";;", tokenStart, this.pos);
					return true;
				}
				if (next === 38) {
					this.pos += 2;
					setToken(out, Token.SemiAmp, ";&", tokenStart, this.pos);
					return true;
				}
				this.pos++;
				setToken(out, Token.Semi, ";", tokenStart, this.pos);
				return true;
			case 124:
				if (next === 124) {
					this.pos += 2;
					setToken(out, Token.Or, "||", tokenStart, this.pos);
					return true;
				}
				if (next === 38) {
					this.pos += 2;
					setToken(out, Token.Pipe, "|&", tokenStart, this.pos);
					return true;
				}
				this.pos++;
				setToken(out, Token.Pipe, "|", tokenStart, this.pos);
				return true;
			case 38:
				if (next === 38) {
					this.pos += 2;
					setToken(out, Token.And, "&&", tokenStart, this.pos);
					return true;
				}
				if (next === 62) {
					this.pos += 2;
					const append = this.pos < this.srcEnd && src.charCodeAt(this.pos) === 62;
					if (append) this.pos++;
					return this.readRedirectTarget(out, append ? "&>>" : "&>", tokenStart);
				}
				this.pos++;
				setToken(out, Token.Amp, "&", tokenStart, this.pos);
				return true;
			case 40:
				if (ctx === LexContext.CommandStart && next === 40) {
					const savedErrors = this.errors.length;
					this.readArithmeticCommand(out, tokenStart);
					if (!this._notArithmetic) return true;
					this.errors.length = savedErrors;
					this.pos = tokenStart;
				}
				this.pos++;
				setToken(out, Token.LParen, "(", tokenStart, this.pos);
				return true;
			case 41:
				this.pos++;
				setToken(out, Token.RParen, ")", tokenStart, this.pos);
				return true;
			case 60:
			case 62: return this.readRedirection(out, tokenStart);
			default: return false;
		}
	}
	readRedirection(out, tokenStart) {
		const src = this.src;
		const ch = src.charCodeAt(this.pos);
		let op = "";
		if (ch === 60) {
			this.pos++;
			const next = this.pos < this.srcEnd ? src.charCodeAt(this.pos) : 0;
			if (next === 60) {
				this.pos++;
				const third = this.pos < this.srcEnd ? src.charCodeAt(this.pos) : 0;
				if (third === 60) {
					this.pos++;
					op = "<<<";
				} else {
					const dash = third === 45;
					if (dash) this.pos++;
					this.skipSpacesAndTabs();
					const targetPos = this.pos;
					if (this.pos >= this.srcEnd || src.charCodeAt(this.pos) !== 35) this.readHereDocDelimiter();
					const hasTarget = this.pos > targetPos;
					if (hasTarget) (this.pendingHereDocs ?? (this.pendingHereDocs = [])).push({
						delimiter: this._hereDelim,
						strip: dash,
						quoted: this._hereQuoted
					});
					setToken(out, Token.Redirect, dash ? "<<-" : "<<", tokenStart, this.pos);
					out.content = hasTarget ? this._hereDelim : void 0;
					out.delimiterQuoted = hasTarget && this._hereQuoted;
					out.targetPos = targetPos;
					out.targetEnd = hasTarget ? this.pos : targetPos;
					return true;
				}
			} else if (next === 40) {
				this.readProcessSubstitution(out, "<", tokenStart);
				return true;
			} else if (next === 62) {
				op = "<>";
				this.pos++;
			} else if (next === 38) {
				op = "<&";
				this.pos++;
			} else op = "<";
		} else if (ch === 62) {
			this.pos++;
			const next = this.pos < this.srcEnd ? src.charCodeAt(this.pos) : 0;
			if (next === 40) {
				this.readProcessSubstitution(out, ">", tokenStart);
				return true;
			}
			if (next === 62) {
				op = ">>";
				this.pos++;
			} else if (next === 38) {
				op = ">&";
				this.pos++;
			} else if (next === 124) {
				op = ">|";
				this.pos++;
			} else op = ">";
		}
		return this.readRedirectTarget(out, op, tokenStart);
	}
	readRedirectTarget(out, op, tokenStart) {
		const src = this.src;
		this.skipSpacesAndTabs();
		if (this.pos < this.srcEnd) {
			const nc = src.charCodeAt(this.pos);
			if ((nc === 60 || nc === 62) && this.pos + 1 < this.srcEnd && src.charCodeAt(this.pos + 1) === 40) {
				const psStart = this.pos;
				this.pos += 2;
				this.extractBalanced();
				if (this._unbalanced) this.errors.push({
					message: "unterminated process substitution",
					pos: psStart
				});
				const psText = src.slice(psStart, this.pos);
				setToken(out, Token.Redirect, op, tokenStart, this.pos);
				out.content = psText;
				out.targetPos = psStart;
				out.targetEnd = this.pos;
				return true;
			}
			const targetPos = this.pos;
			if (nc !== 10 && nc !== 35) this.readRedirectTargetText();
			this.redirectToken(out, op, tokenStart, targetPos);
			return true;
		}
		this.redirectToken(out, op, tokenStart, this.pos);
		return true;
	}
	readRedirectTargetText() {
		const savedBuildValue = this._buildValue;
		this._buildValue = true;
		this.readWordText();
		this._buildValue = savedBuildValue;
	}
	redirectToken(out, operator, tokenStart, targetPos) {
		const hasTarget = this.pos > targetPos && (this._wordText.length > 0 || this._wordQuoted);
		setToken(out, Token.Redirect, operator, tokenStart, this.pos);
		out.content = hasTarget ? this._wordText : void 0;
		out.targetPos = targetPos;
		out.targetEnd = hasTarget ? this.pos : targetPos;
	}
	readProcessSubstitution(out, operator, tokenStart) {
		this.pos++;
		this.extractBalanced();
		if (this._unbalanced) this.errors.push({
			message: "unterminated process substitution",
			pos: tokenStart
		});
		const text = this.src.slice(tokenStart, this.pos);
		setToken(out, Token.Word, text, tokenStart, this.pos);
	}
	readHereDocDelimiter() {
		const src = this.src;
		const len = this.srcEnd;
		const savedBuildValue = this._buildValue;
		this._buildValue = true;
		let delimiter = "";
		let quoted = false;
		while (this.pos < len) {
			const c = src.charCodeAt(this.pos);
			if (c === 39) {
				quoted = true;
				this.pos++;
				while (this.pos < len && src.charCodeAt(this.pos) !== 39) {
					delimiter += src[this.pos];
					this.pos++;
				}
				if (this.pos < len) this.pos++;
			} else if (c === 34) {
				quoted = true;
				this.pos++;
				while (this.pos < len && src.charCodeAt(this.pos) !== 34) {
					if (src.charCodeAt(this.pos) === 92 && this.pos + 1 < len) {
						const next = src.charCodeAt(this.pos + 1);
						if (next === 10) {
							this.pos += 2;
							continue;
						}
						if (next === 36 || next === 96 || next === 34 || next === 92) this.pos++;
					}
					delimiter += src[this.pos];
					this.pos++;
				}
				if (this.pos < len) this.pos++;
			} else if (c === 92) {
				if (this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 10) {
					this.pos += 2;
					continue;
				}
				quoted = true;
				this.pos++;
				if (this.pos < len) {
					delimiter += src[this.pos];
					this.pos++;
				} else delimiter += "\\";
			} else if (c === 96) {
				const btStart = this.pos;
				this.pos++;
				while (this.pos < len && src.charCodeAt(this.pos) !== 96) {
					if (src.charCodeAt(this.pos) === 92) this.pos++;
					this.pos++;
				}
				if (this.pos < len) this.pos++;
				delimiter += src.slice(btStart, this.pos);
			} else if (c === 36) {
				const next = this.pos + 1 < len ? src.charCodeAt(this.pos + 1) : 0;
				if (next === 39 || next === 34) quoted = true;
				this.readDollar();
				delimiter += this._resultText;
			} else if (c < 128 && charType[c] & 1) break;
			else {
				delimiter += src[this.pos];
				this.pos++;
			}
		}
		this._buildValue = savedBuildValue;
		this._hereDelim = delimiter;
		this._hereQuoted = quoted;
	}
	consumePendingHereDocs() {
		const pending = this.pendingHereDocs;
		if (pending === null || pending.length === 0) return;
		for (const hd of pending) {
			const bodyPos = this.pos;
			const bodyEnd = this.skipHereDocBody(hd.delimiter, hd.strip, this.parenBoundary, hd.quoted);
			if (hd.target) {
				hd.target.body.pos = bodyPos;
				hd.target.body.end = bodyEnd;
				hd.target.body.text = this.src.slice(bodyPos, bodyEnd);
				if (this.hereDocClosingPos !== -1) hd.target.closing = {
					pos: this.hereDocClosingPos,
					end: this.hereDocClosingEnd
				};
			}
		}
		pending.length = 0;
	}
	hereDocClosingPos = -1;
	hereDocClosingEnd = -1;
	matchHereDocDelimiter(delimiter, lineStart, end, join) {
		const src = this.src;
		let pos = lineStart;
		for (let i = 0; i < delimiter.length;) {
			if (join && src.charCodeAt(pos) === 92 && pos + 1 < end && src.charCodeAt(pos + 1) === 10) {
				pos += 2;
				continue;
			}
			if (pos >= end || src.charCodeAt(pos) !== delimiter.charCodeAt(i)) return -1;
			pos++;
			i++;
		}
		return pos;
	}
	logicalLineEnd(from, end, join) {
		const src = this.src;
		let lineEnd = src.indexOf("\n", from);
		while (lineEnd !== -1 && lineEnd < end) {
			if (!join) return lineEnd;
			let backslashes = lineEnd;
			while (backslashes > from && src.charCodeAt(backslashes - 1) === 92) backslashes--;
			if ((lineEnd - backslashes) % 2 === 0) return lineEnd;
			from = lineEnd + 1;
			lineEnd = src.indexOf("\n", from);
		}
		return end;
	}
	skipHereDocBody(delimiter, strip, parenEnds = false, quoted = false) {
		this.hereDocClosingPos = -1;
		this.hereDocClosingEnd = -1;
		const src = this.src;
		const len = this.srcEnd;
		while (this.pos < len) {
			let lineStart = this.pos;
			const lineEnd = this.logicalLineEnd(lineStart, len, !quoted);
			for (;;) {
				const before = lineStart;
				if (strip) while (lineStart < lineEnd && src.charCodeAt(lineStart) === 9) lineStart++;
				if (!quoted) lineStart = skipLineContinuations(src, lineStart, lineEnd);
				if (lineStart === before) break;
			}
			let afterDelim = this.matchHereDocDelimiter(delimiter, lineStart, lineEnd, !quoted);
			if (afterDelim !== -1 && !quoted) afterDelim = skipLineContinuations(src, afterDelim, lineEnd);
			if (afterDelim === lineEnd) {
				const bodyEnd = this.pos;
				if (!parenEnds || !this.parenBoundary || lineEnd !== len) {
					this.hereDocClosingPos = lineStart;
					this.hereDocClosingEnd = lineEnd;
				}
				this.pos = lineEnd < len ? lineEnd + 1 : lineEnd;
				return bodyEnd;
			}
			if (parenEnds && afterDelim !== -1) {
				let paren = afterDelim;
				while (paren < lineEnd && src.charCodeAt(paren) !== 41) paren++;
				if (paren < lineEnd || this.parenBoundary && lineEnd === len) {
					const bodyEnd = this.pos;
					this.pos = afterDelim;
					return bodyEnd;
				}
			}
			this.pos = lineEnd < len ? lineEnd + 1 : lineEnd;
		}
		return this.pos;
	}
	_wordText = "";
	_wordRaw = false;
	_wordQuoted = false;
	_wordHasExpansions = false;
	_wordKeywordEligible = false;
	_wordAssignmentState;
	_bracketWindow;
	_arithmeticBracketWindow;
	_wordParts = null;
	_resultText = "";
	_resultIsRaw = true;
	_resultHasExpansion = false;
	_resultPart;
	_unbalanced = false;
	_notArithmetic = false;
	_arithUnterminated = false;
	_dqText = "";
	_dqHasExpansions = false;
	_dqParts = null;
	_dqEnd = 0;
	_hereDelim = "";
	_hereQuoted = false;
	readWord(out, ctx, tokenStart = 0) {
		const errorStart = this._errors === null ? 0 : this._errors.length;
		this.readWordText(false, ctx, true);
		if (ctx === LexContext.Normal) {
			const next = this.pos < this.srcEnd ? this.src.charCodeAt(this.pos) : 0;
			if (!this._wordRaw || next !== 60 && next !== 62) {
				setSpanToken(out, Token.Word, tokenStart, this.pos, this._wordRaw);
				out.keywordEligible = this._wordKeywordEligible;
				return;
			}
		}
		this.classifyWord(out, ctx, tokenStart, errorStart);
	}
	isRedirectVariable(start, end) {
		const src = this.src;
		for (let i = start; i < end; i++) {
			const c = src.charCodeAt(i);
			if (c === 91 && i > start) return i + 2 < end && src.charCodeAt(end - 1) === 93 && this.findClosingShellDelimiter(i + 1, end, 93) === end - 1;
			if (c >= 128 || !(isIdChar[c] & (i === start ? 1 : 2))) return false;
		}
		return end > start;
	}
	readArrayElement(out, tokenStart) {
		const close = this.findClosingBracket(tokenStart + 1);
		if (close === -1) return false;
		this.pos = close + 1;
		this.readWordText();
		setSpanToken(out, Token.Word, tokenStart, this.pos, true);
		return true;
	}
	classifyWord(out, ctx, tokenStart, errorStart) {
		const src = this.src;
		const raw = this._wordRaw;
		const hasExpansions = this._wordHasExpansions;
		const quoted = this._wordQuoted;
		const keywordEligible = this._wordKeywordEligible;
		let assignmentState = this._wordAssignmentState;
		const wordEnd = this.pos;
		const wordLen = wordEnd - tokenStart;
		if (ctx === LexContext.CasePattern) {
			let token = Token.Word;
			if (keywordEligible) {
				const reserved = raw ? matchReservedWord(src, tokenStart, wordLen) : RESERVED_WORDS.get(this.wordValueOf(tokenStart, wordEnd));
				if (reserved === Token.Esac) token = reserved;
			}
			setSpanToken(out, token, tokenStart, wordEnd, raw);
			out.keywordEligible = keywordEligible;
			return;
		}
		let value = null;
		if (!raw && !hasExpansions && keywordEligible && (ctx === LexContext.CommandStart || ctx === LexContext.TestMode)) {
			const nextCh = wordEnd < this.srcEnd ? src.charCodeAt(wordEnd) : 0;
			if (!quoted && wordLen <= 16 || nextCh === 60 || nextCh === 62) value = this.wordValueOf(tokenStart, wordEnd);
		}
		if (ctx === LexContext.CommandStart && keywordEligible) {
			if (raw) {
				if (wordLen <= 8) {
					const reserved = matchReservedWord(src, tokenStart, wordLen);
					if (reserved !== void 0) {
						setSpanToken(out, reserved, tokenStart, wordEnd, true);
						return;
					}
				}
				if (wordLen === 2 && src.charCodeAt(tokenStart) === 91 && src.charCodeAt(tokenStart + 1) === 91) {
					setSpanToken(out, Token.DblLBracket, tokenStart, wordEnd, true);
					return;
				}
			} else if (value !== null && value.length > 0) {
				const fc = value.charCodeAt(0);
				if (fc >= 97 && fc <= 122 && value.length <= 8 || fc === 33 || fc === 123 || fc === 125) {
					const reserved = RESERVED_WORDS.get(value);
					if (reserved !== void 0) {
						setToken(out, reserved, value, tokenStart, wordEnd);
						return;
					}
				}
				if (fc === 91 && value === "[[") {
					setToken(out, Token.DblLBracket, value, tokenStart, wordEnd);
					return;
				}
			}
		}
		if (ctx === LexContext.CommandStart || ctx === LexContext.CommandPrefix || ctx === LexContext.Declaration) {
			if (assignmentState === void 0) {
				let eq = -1;
				let bracket = false;
				for (let i = tokenStart + 1; i < wordEnd; i++) {
					const c = src.charCodeAt(i);
					if (c === 61) {
						eq = i;
						break;
					}
					if (c === 91) bracket = true;
				}
				if (eq !== -1 || ctx !== LexContext.Declaration && bracket) assignmentState = scanAssignmentPrefix(src, tokenStart, wordEnd, ASSIGNMENT_NAME_START);
			}
			if (assignmentState !== void 0) {
				if (ctx !== LexContext.Declaration && assignmentState >= ASSIGNMENT_INDEX_BASE) {
					if (wordEnd < this.srcEnd) {
						if (this._errors !== null) this._errors.length = errorStart;
						this.pos = tokenStart;
						this.readWordText(true, ctx, true);
						if (this.pos > wordEnd) {
							this.classifyWord(out, ctx, tokenStart, errorStart);
							return;
						}
					}
					if (this._errors === null || this._errors.length === errorStart) this.errors.push({
						message: "unterminated array subscript",
						pos: src.indexOf("[", tokenStart)
					});
				}
				if (isMatchedAssignment(assignmentState)) {
					setSpanToken(out, Token.Assignment, tokenStart, wordEnd, raw);
					if (value !== null) out._value = value;
					out.assignmentOperatorPos = assignmentOperatorPos(assignmentState);
					return;
				}
			}
		}
		if ((ctx === LexContext.CommandStart || ctx === LexContext.TestMode) && keywordEligible) {
			if (raw) {
				if (wordLen === 2 && src.charCodeAt(tokenStart) === 93 && src.charCodeAt(tokenStart + 1) === 93) {
					setSpanToken(out, Token.DblRBracket, tokenStart, wordEnd, true);
					return;
				}
			} else if (value === "]]") {
				setToken(out, Token.DblRBracket, value, tokenStart, wordEnd);
				return;
			}
		}
		if (!hasExpansions && this.pos < this.srcEnd) {
			const nc = src.charCodeAt(this.pos);
			if (nc === 60 || nc === 62) {
				if (raw) {
					const fc = src.charCodeAt(tokenStart);
					if (fc >= 48 && fc <= 57 && isAllDigitsRange(src, tokenStart, wordEnd)) {
						const fd = Number.parseInt(src.slice(tokenStart, wordEnd), 10);
						if (this.readRedirection(out, tokenStart)) {
							out.fileDescriptor = fd;
							out.descriptorEnd = wordEnd;
							return;
						}
					}
					if (fc === 123 && src.charCodeAt(wordEnd - 1) === 125 && this.isRedirectVariable(tokenStart + 1, wordEnd - 1)) {
						const varname = src.slice(tokenStart + 1, wordEnd - 1);
						if (this.readRedirection(out, tokenStart)) {
							out.variableName = varname;
							out.descriptorEnd = wordEnd;
							return;
						}
					}
				}
			}
		}
		setSpanToken(out, Token.Word, tokenStart, wordEnd, raw);
		if (value !== null) out._value = value;
		out.keywordEligible = keywordEligible;
	}
	readWordText(subscripts = false, ctx = LexContext.Normal, scanning = false) {
		const src = this.src;
		const len = this.srcEnd;
		let pos = this.pos;
		const fastStart = pos;
		let exitCh = 0;
		while (pos < len) {
			const c = src.charCodeAt(pos);
			if (c < 128 && charType[c]) {
				exitCh = c;
				break;
			}
			pos++;
		}
		if (pos >= len || charType[exitCh] & 1 && !(exitCh === 40 && pos > fastStart && extglobPrefix[src.charCodeAt(pos - 1)]) && !subscripts) {
			this.pos = pos;
			this._wordText = (this._buildParts || this._buildValue) && pos > fastStart ? src.slice(fastStart, pos) : "";
			this._wordRaw = true;
			this._wordQuoted = false;
			this._wordHasExpansions = false;
			this._wordKeywordEligible = true;
			this._wordAssignmentState = void 0;
			if (this._buildParts) this._wordParts = hasGlobCharacters(this._wordText) && ctx !== LexContext.ArrayElement ? parseGlobParts(src, fastStart, pos, void 0) ?? null : null;
			return;
		}
		const bp = this._buildParts;
		const bt = bp || this._buildValue;
		let text = bt && pos > fastStart ? src.slice(fastStart, pos) : "";
		let quoted = false;
		let hasExpansions = false;
		let keywordEligible = true;
		let valueIsRaw = true;
		let lastValueChar = pos > fastStart ? src.charCodeAt(pos - 1) : 0;
		let assignmentState = scanAssignmentPrefix(src, fastStart, pos, ASSIGNMENT_NAME_START);
		let parts;
		let litBuf = "";
		let litStart = 0;
		let hasGlobs = false;
		let braceResults;
		if (bp) {
			parts = [];
			litBuf = text;
			litStart = fastStart;
			hasGlobs = text.length > 0 && hasGlobCharacters(text);
		}
		while (pos < len) {
			const ch = src.charCodeAt(pos);
			if (ch >= 128 || !charType[ch]) {
				const runStart = pos;
				pos++;
				while (pos < len) {
					const c = src.charCodeAt(pos);
					if (c < 128 && charType[c]) break;
					pos++;
				}
				lastValueChar = src.charCodeAt(pos - 1);
				assignmentState = scanAssignmentPrefix(src, runStart, pos, assignmentState);
				if (bt) {
					const chunk = src.slice(runStart, pos);
					text += chunk;
					if (bp) {
						litBuf += chunk;
						hasGlobs = hasGlobs || hasGlobCharacters(chunk);
					}
				}
				continue;
			}
			if (charType[ch] & 1) {
				if (subscripts && assignmentState >= ASSIGNMENT_INDEX_BASE) {
					const close = this.findClosingBracket(pos);
					if (close !== -1) {
						const spanEnd = close + 1;
						assignmentState = assignmentState === 5 ? ASSIGNMENT_AFTER_INDEX : assignmentState - 1;
						lastValueChar = src.charCodeAt(close);
						if (bt) {
							const chunk = src.slice(pos, spanEnd);
							text += chunk;
							if (bp) {
								litBuf += chunk;
								hasGlobs = hasGlobs || hasGlobCharacters(chunk);
							}
						}
						pos = spanEnd;
						continue;
					}
				}
				if (ch === 40 && lastValueChar < 128 && extglobPrefix[lastValueChar]) {
					if (ctx === LexContext.FunctionName || assignmentState >= ASSIGNMENT_INDEX_BASE && (ctx === LexContext.CommandStart || ctx === LexContext.CommandPrefix)) break;
					if (ctx === LexContext.CommandStart && lastValueChar === 33 && keywordEligible && src.charCodeAt(fastStart) === 33 && skipLineContinuations(src, fastStart + 1, len) === pos) break;
					const prefixChar = lastValueChar;
					if (prefixChar === 61 && scanning && !((ctx === LexContext.CommandStart || ctx === LexContext.CommandPrefix || ctx === LexContext.Declaration || ctx === LexContext.EvalArgument) && isMatchedAssignment(assignmentState) && skipLineContinuations(src, assignmentOperatorPos(assignmentState) + 1, len) === pos)) break;
					const innerStart = pos + 1;
					const close = this.findClosingShellDelimiter(innerStart, len, 41, prefixChar === 61);
					if (close === -1 && !scanning && !subscripts && assignmentState >= ASSIGNMENT_INDEX_BASE) break;
					if (ctx === LexContext.CommandStart && prefixChar !== 61 && close !== -1 && skipBlanks(src, innerStart, close) === close) break;
					keywordEligible = false;
					const patternEnd = close === -1 ? len : close;
					pos = close === -1 ? len : close + 1;
					if (close === -1) this.errors.push({
						message: "unterminated extended glob",
						pos: innerStart - 2
					});
					lastValueChar = src.charCodeAt(pos - 1);
					if (bt) {
						const eg = "(" + src.slice(innerStart, pos);
						text += eg;
						if (bp && prefixChar !== 61) {
							let prefixPos = innerStart - 2;
							while (src.charCodeAt(prefixPos) === 10 && src.charCodeAt(prefixPos - 1) === 92) prefixPos -= 2;
							if (litBuf.length > 0) {
								const trimmed = litBuf.slice(0, -1);
								if (prefixPos > litStart) parts.push({
									type: "Literal",
									pos: litStart,
									end: prefixPos,
									value: trimmed,
									text: src.slice(litStart, prefixPos)
								});
								litBuf = "";
							}
							const op = extglobOp[prefixChar];
							parts.push({
								type: "ExtendedGlob",
								pos: prefixPos,
								end: pos,
								text: src.slice(prefixPos, pos),
								operator: op,
								pattern: src.slice(innerStart, patternEnd),
								parts: this.subFieldParts(innerStart, patternEnd)
							});
							litStart = pos;
						} else if (bp) {
							litBuf += eg;
							hasGlobs = hasGlobs || hasGlobCharacters(eg);
						}
					}
					continue;
				}
				break;
			}
			if (ch === 92) {
				pos++;
				if (pos < len) {
					if (src.charCodeAt(pos) === 10) {
						pos++;
						valueIsRaw = false;
					} else {
						if (assignmentState >= 0 && assignmentState < ASSIGNMENT_INDEX_BASE) assignmentState = ASSIGNMENT_INVALID;
						quoted = true;
						keywordEligible = false;
						valueIsRaw = false;
						lastValueChar = src.charCodeAt(pos);
						if (bt) {
							text += src[pos];
							if (bp) litBuf += src[pos];
						}
						pos++;
					}
				} else {
					if (assignmentState >= 0 && assignmentState < ASSIGNMENT_INDEX_BASE) assignmentState = ASSIGNMENT_INVALID;
					quoted = true;
					keywordEligible = false;
					lastValueChar = 92;
					if (bt) {
						text += "\\";
						if (bp) litBuf += "\\";
					}
				}
				continue;
			}
			if (ch === 39) {
				const sqStart = pos;
				if (assignmentState >= 0 && assignmentState < ASSIGNMENT_INDEX_BASE) assignmentState = ASSIGNMENT_INVALID;
				quoted = true;
				keywordEligible = false;
				valueIsRaw = false;
				pos++;
				const start = pos;
				while (pos < len && src.charCodeAt(pos) !== 39) pos++;
				if (pos > start) lastValueChar = src.charCodeAt(pos - 1);
				const value = bt ? src.slice(start, pos) : "";
				if (bt) text += value;
				if (pos < len) pos++;
				else this.errors.push({
					message: "unterminated single quote",
					pos: start - 1
				});
				if (bp) {
					if (sqStart > litStart) {
						parts.push({
							type: "Literal",
							pos: litStart,
							end: sqStart,
							value: litBuf,
							text: src.slice(litStart, sqStart)
						});
						litBuf = "";
					}
					parts.push({
						type: "SingleQuoted",
						pos: sqStart,
						end: pos,
						value,
						text: src.slice(sqStart, pos)
					});
					litStart = pos;
				}
				continue;
			}
			if (ch === 34) {
				const dqStart = pos;
				if (assignmentState >= 0 && assignmentState < ASSIGNMENT_INDEX_BASE) assignmentState = ASSIGNMENT_INVALID;
				quoted = true;
				keywordEligible = false;
				valueIsRaw = false;
				pos++;
				this.pos = pos;
				this.readDoubleQuoted();
				pos = this.pos;
				if (this._dqEnd > dqStart + 1) lastValueChar = src.charCodeAt(this._dqEnd - 1);
				if (this._dqHasExpansions) hasExpansions = true;
				if (bt) text += this._dqText;
				if (bp) {
					if (dqStart > litStart) {
						parts.push({
							type: "Literal",
							pos: litStart,
							end: dqStart,
							value: litBuf,
							text: src.slice(litStart, dqStart)
						});
						litBuf = "";
					}
					const dqText = src.slice(dqStart, pos);
					parts.push({
						type: "DoubleQuoted",
						pos: dqStart,
						end: pos,
						text: dqText,
						parts: this._dqParts ?? [{
							type: "Literal",
							pos: dqStart + 1,
							end: this._dqEnd,
							value: this._dqText,
							text: src.slice(dqStart + 1, this._dqEnd)
						}]
					});
					litStart = pos;
				}
				continue;
			}
			if (ch === 36) {
				keywordEligible = false;
				const dollarStart = pos;
				if (assignmentState >= 0 && assignmentState < ASSIGNMENT_INDEX_BASE) assignmentState = ASSIGNMENT_INVALID;
				const next = pos + 1 < len ? src.charCodeAt(pos + 1) : 0;
				if (next === 39 || next === 34) quoted = true;
				this.pos = pos;
				this.readDollar();
				pos = this.pos;
				if (!this._resultIsRaw) valueIsRaw = false;
				if (pos > dollarStart) lastValueChar = src.charCodeAt(pos - 1);
				if (this._resultHasExpansion) hasExpansions = true;
				if (bt) text += this._resultText;
				if (bp) {
					if (this._resultPart) {
						if (dollarStart > litStart) {
							parts.push({
								type: "Literal",
								pos: litStart,
								end: dollarStart,
								value: litBuf,
								text: src.slice(litStart, dollarStart)
							});
							litBuf = "";
						}
						parts.push(this._resultPart);
						litStart = pos;
					} else litBuf += this._resultText;
				}
				continue;
			}
			if (ch === 96) {
				keywordEligible = false;
				const btStart = pos;
				if (assignmentState >= 0 && assignmentState < ASSIGNMENT_INDEX_BASE) assignmentState = ASSIGNMENT_INVALID;
				this.pos = pos;
				this.readBacktickExpansion();
				pos = this.pos;
				valueIsRaw = false;
				lastValueChar = src.charCodeAt(pos - 1);
				hasExpansions = true;
				if (bt) text += this._resultText;
				if (bp) {
					if (btStart > litStart) {
						parts.push({
							type: "Literal",
							pos: litStart,
							end: btStart,
							value: litBuf,
							text: src.slice(litStart, btStart)
						});
						litBuf = "";
					}
					parts.push(this._resultPart);
					litStart = pos;
				}
				continue;
			}
			if (ch === 123) {
				if (assignmentState >= 0 && assignmentState < ASSIGNMENT_INDEX_BASE) assignmentState = ASSIGNMENT_INVALID;
				const first = pos + 1 < len ? src.charCodeAt(pos + 1) : 0;
				const braceEnd = first <= 32 || first === 125 ? -1 : this.scanBraceExpansion(pos, braceResults ?? (braceResults = /* @__PURE__ */ new Map()));
				if (braceEnd > 0) {
					keywordEligible = false;
					lastValueChar = src.charCodeAt(braceEnd - 1);
					if (bt) {
						const braceText = src.slice(pos, braceEnd);
						text += braceText;
						if (bp) {
							if (pos > litStart) {
								parts.push({
									type: "Literal",
									pos: litStart,
									end: pos,
									value: litBuf,
									text: src.slice(litStart, pos)
								});
								litBuf = "";
							}
							parts.push({
								type: "BraceExpansion",
								pos,
								end: braceEnd,
								text: braceText,
								parts: this.subFieldParts(pos + 1, braceEnd - 1)
							});
							litStart = braceEnd;
						}
					}
					pos = braceEnd;
					continue;
				}
				lastValueChar = 123;
				if (bt) {
					text += "{";
					if (bp) litBuf += "{";
				}
				pos++;
				continue;
			}
			pos++;
		}
		if (bp && pos > litStart) parts.push({
			type: "Literal",
			pos: litStart,
			end: pos,
			value: litBuf,
			text: src.slice(litStart, pos)
		});
		this.pos = pos;
		this._wordText = text;
		this._wordRaw = valueIsRaw;
		this._wordQuoted = quoted;
		this._wordHasExpansions = hasExpansions;
		this._wordKeywordEligible = keywordEligible;
		this._wordAssignmentState = assignmentState;
		if (bp) {
			this._wordParts = parts.length > 1 || parts.length === 1 && parts[0].type !== "Literal" ? parts : null;
			if (hasGlobs && ctx !== LexContext.ArrayElement) this._wordParts = parseGlobParts(src, fastStart, pos, this._wordParts) ?? null;
		}
	}
	readInnerWordText(insideDoubleQuotes = false, arithmetic = false, globs = false) {
		const src = this.src;
		const len = this.srcEnd;
		let pos = this.pos;
		const start = pos;
		let text = "";
		const bp = this._buildParts;
		let parts;
		let litBuf = "";
		let litStart = 0;
		let preserveLiteral = false;
		let hasGlobs = false;
		if (bp) {
			parts = [];
			litStart = pos;
		}
		while (pos < len) {
			const ch = src.charCodeAt(pos);
			if (ch === 92) {
				pos++;
				if (pos < len) {
					if (src.charCodeAt(pos) === 10) pos++;
					else {
						const next = src.charCodeAt(pos);
						if (insideDoubleQuotes && next !== 36 && next !== 96 && next !== 34 && next !== 92 && next !== 125) {
							text += "\\";
							if (bp) litBuf += "\\";
							preserveLiteral = true;
						}
						const escaped = src[pos++];
						text += escaped;
						if (bp) litBuf += escaped;
					}
				}
				continue;
			}
			if (ch === 39 && !insideDoubleQuotes) {
				const sqStart = pos;
				pos++;
				const start = pos;
				while (pos < len && src.charCodeAt(pos) !== 39) pos++;
				const value = src.slice(start, pos);
				text += value;
				if (pos < len) pos++;
				if (bp) {
					if (sqStart > litStart) {
						parts.push({
							type: "Literal",
							pos: litStart,
							end: sqStart,
							value: litBuf,
							text: src.slice(litStart, sqStart)
						});
						litBuf = "";
					}
					parts.push({
						type: "SingleQuoted",
						pos: sqStart,
						end: pos,
						value,
						text: src.slice(sqStart, pos)
					});
					litStart = pos;
				}
				continue;
			}
			if (ch === 34) {
				const dqStart = pos;
				pos++;
				this.pos = pos;
				this.readDoubleQuoted(insideDoubleQuotes);
				pos = this.pos;
				text += this._dqText;
				if (bp) {
					if (dqStart > litStart) {
						parts.push({
							type: "Literal",
							pos: litStart,
							end: dqStart,
							value: litBuf,
							text: src.slice(litStart, dqStart)
						});
						litBuf = "";
					}
					const dqText = src.slice(dqStart, pos);
					parts.push({
						type: "DoubleQuoted",
						pos: dqStart,
						end: pos,
						text: dqText,
						parts: this._dqParts ?? [{
							type: "Literal",
							pos: dqStart + 1,
							end: this._dqEnd,
							value: this._dqText,
							text: src.slice(dqStart + 1, this._dqEnd)
						}]
					});
					litStart = pos;
				}
				continue;
			}
			if (ch === 36) {
				const dollarStart = pos;
				this.pos = pos;
				this.readDollar(insideDoubleQuotes);
				pos = this.pos;
				text += this._resultText;
				if (bp) {
					if (this._resultPart) {
						if (dollarStart > litStart) {
							parts.push({
								type: "Literal",
								pos: litStart,
								end: dollarStart,
								value: litBuf,
								text: src.slice(litStart, dollarStart)
							});
							litBuf = "";
						}
						parts.push(this._resultPart);
						litStart = pos;
					} else litBuf += this._resultText;
				}
				continue;
			}
			if (ch === 96) {
				const btStart = pos;
				this.pos = pos;
				this.readBacktickExpansion(insideDoubleQuotes);
				pos = this.pos;
				text += this._resultText;
				if (bp) {
					if (btStart > litStart) {
						parts.push({
							type: "Literal",
							pos: litStart,
							end: btStart,
							value: litBuf,
							text: src.slice(litStart, btStart)
						});
						litBuf = "";
					}
					parts.push(this._resultPart);
					litStart = pos;
				}
				continue;
			}
			if (!insideDoubleQuotes && !arithmetic && (ch === 60 || ch === 62) && pos + 1 < len && src.charCodeAt(pos + 1) === 40) {
				const psStart = pos;
				this.pos = pos + 2;
				const inner = this.extractBalanced();
				pos = this.pos;
				const raw = src.slice(psStart, pos);
				text += raw;
				if (bp) {
					if (psStart > litStart) {
						parts.push({
							type: "Literal",
							pos: litStart,
							end: psStart,
							value: litBuf,
							text: src.slice(litStart, psStart)
						});
						litBuf = "";
					}
					parts.push(this.processSubstitution(psStart, raw, ch === 60 ? "<" : ">", inner));
					litStart = pos;
				}
				continue;
			}
			text += src[pos];
			if (bp) {
				litBuf += src[pos];
				if (globs && (ch === 42 || ch === 63 || ch === 91)) hasGlobs = true;
			}
			pos++;
		}
		if (bp && pos > litStart) parts.push({
			type: "Literal",
			pos: litStart,
			end: pos,
			value: litBuf,
			text: src.slice(litStart, pos)
		});
		this.pos = pos;
		this._wordText = text;
		this._wordRaw = false;
		this._wordQuoted = false;
		this._wordHasExpansions = false;
		this._wordKeywordEligible = false;
		if (bp) {
			this._wordParts = parts.length > 1 || parts.length === 1 && (parts[0].type !== "Literal" || preserveLiteral) ? parts : null;
			if (hasGlobs) this._wordParts = parseGlobParts(src, start, pos, this._wordParts) ?? null;
		}
	}
	subFieldParts(start, end) {
		if (this._nestingDepth >= 256) return void 0;
		return hasEmbeddedWordStructure(this.src, start, end) ? this.parseSubFieldWord(start, end).parts : parseGlobParts(this.src, start, end, void 0);
	}
	parseSubFieldWord(start, end, context = "word", arithmetic = false) {
		if (start >= end) return new WordImpl("", start, start);
		if (this._nestingDepth >= 256) return new WordImpl(this.src.slice(start, end), start, end);
		this._nestingDepth++;
		const savedEnd = this.srcEnd;
		const savedBracketWindow = this._bracketWindow;
		const savedArithmeticBracketWindow = this._arithmeticBracketWindow;
		const savedPos = this.pos;
		const savedText = this._wordText;
		const savedParts = this._wordParts;
		const savedQuoted = this._wordQuoted;
		const savedKeywordEligible = this._wordKeywordEligible;
		this.srcEnd = end;
		this.pos = start;
		this.readInnerWordText(context === "quoted", arithmetic, context === "word");
		const word = new WordImpl(this.src.slice(start, end), start, end);
		if (this._buildParts) word.parts = this._wordParts ?? void 0;
		this.srcEnd = savedEnd;
		this._bracketWindow = savedBracketWindow;
		this._arithmeticBracketWindow = savedArithmeticBracketWindow;
		this.pos = savedPos;
		this._wordText = savedText;
		this._wordParts = savedParts;
		this._wordQuoted = savedQuoted;
		this._wordKeywordEligible = savedKeywordEligible;
		this._nestingDepth--;
		return word;
	}
	skipSQ() {
		while (this.pos < this.srcEnd && this.src.charCodeAt(this.pos) !== 39) this.pos++;
		if (this.pos < this.srcEnd) this.pos++;
	}
	skipAnsiCQuoted() {
		const quotePos = this.pos - 1;
		const result = decodeAnsiCQuoted(this.src, this.pos, this.srcEnd);
		this.pos = result.end;
		if (!result.closed) this.errors.push({
			message: "unterminated ANSI-C quote",
			pos: quotePos
		});
	}
	skipDQ() {
		const src = this.src;
		const len = this.srcEnd;
		this._unbalanced = false;
		if (this._nestingDepth < 256) while (this.pos < len) {
			const ch = src.charCodeAt(this.pos);
			if (ch === 34) {
				this.pos++;
				return;
			}
			if (ch === 92) {
				this.pos = Math.min(this.pos + 2, len);
				continue;
			}
			if (ch === 96) break;
			if (ch === 36) {
				const next = src.charCodeAt(this.pos + 1);
				if (next === 40 || next === 123 || next === 36) break;
			}
			this.pos++;
		}
		this.extractBalanced(true, true);
	}
	skipSpacesAndTabs() {
		this.pos = skipBlanks(this.src, this.pos, this.srcEnd);
	}
	readDoubleQuoted(unescapeAll = false) {
		const src = this.src;
		const len = this.srcEnd;
		const contentStart = this.pos;
		let hasExpansions = false;
		const bp = this._buildParts;
		const bt = bp || this._buildValue;
		if (!bp) {
			let p = this.pos;
			while (p < len) {
				const c = src.charCodeAt(p);
				if (c === 34) {
					this._dqText = bt ? src.slice(contentStart, p) : "";
					this._dqEnd = p;
					this.pos = p + 1;
					this._dqHasExpansions = false;
					this._dqParts = null;
					return;
				}
				if (c === 36 || c === 96 || c === 92) break;
				p++;
			}
		}
		let text = "";
		let parts = null;
		let litBuf = "";
		let litStart = bp ? this.pos : 0;
		while (this.pos < len && src.charCodeAt(this.pos) !== 34) {
			const runStart = this.pos;
			while (this.pos < len) {
				const c = src.charCodeAt(this.pos);
				if (c === 34 || c === 92 || c === 36 || c === 96) break;
				this.pos++;
			}
			if (bt && this.pos > runStart) {
				const chunk = src.slice(runStart, this.pos);
				text += chunk;
				if (bp) litBuf += chunk;
			}
			if (this.pos >= len || src.charCodeAt(this.pos) === 34) break;
			const ch = src.charCodeAt(this.pos);
			if (ch === 92) {
				this.pos++;
				if (this.pos < len) {
					const next = src.charCodeAt(this.pos);
					if (next === 10) {
						this.pos++;
						continue;
					}
					if (bt) {
						if (unescapeAll || next === 36 || next === 96 || next === 34 || next === 92) {
							const c = src[this.pos];
							text += c;
							if (bp) litBuf += c;
						} else {
							const pair = "\\" + src[this.pos];
							text += pair;
							if (bp) litBuf += pair;
						}
					}
					this.pos++;
				}
				continue;
			}
			if (ch === 36) {
				const afterDollar = this.pos + 1 < len ? src.charCodeAt(this.pos + 1) : 0;
				if (afterDollar === 34 || afterDollar === 39) {
					if (bt) {
						text += "$";
						if (bp) litBuf += "$";
					}
					this.pos++;
					continue;
				}
				const expStart = this.pos;
				this.readDollar(true);
				if (bt) text += this._resultText;
				if (this._resultHasExpansion) hasExpansions = true;
				if (bp) {
					const rp = this._resultPart;
					if (rp && isDQChild(rp)) {
						if (!parts) parts = [];
						if (expStart > litStart) {
							parts.push({
								type: "Literal",
								pos: litStart,
								end: expStart,
								value: litBuf,
								text: src.slice(litStart, expStart)
							});
							litBuf = "";
						}
						parts.push(rp);
						litStart = this.pos;
					} else litBuf += this._resultText;
				}
				continue;
			}
			if (ch === 96) {
				const btStart = this.pos;
				this.readBacktickExpansion(true);
				if (bt) text += this._resultText;
				hasExpansions = true;
				if (bp && this._resultPart && isDQChild(this._resultPart)) {
					if (!parts) parts = [];
					if (btStart > litStart) {
						parts.push({
							type: "Literal",
							pos: litStart,
							end: btStart,
							value: litBuf,
							text: src.slice(litStart, btStart)
						});
						litBuf = "";
					}
					parts.push(this._resultPart);
					litStart = this.pos;
				}
				continue;
			}
		}
		if (bp && parts && this.pos > litStart) parts.push({
			type: "Literal",
			pos: litStart,
			end: this.pos,
			value: litBuf,
			text: src.slice(litStart, this.pos)
		});
		this._dqEnd = this.pos;
		if (this.pos < len) this.pos++;
		else this.errors.push({
			message: "unterminated double quote",
			pos: contentStart - 1
		});
		this._dqText = text;
		this._dqHasExpansions = hasExpansions;
		this._dqParts = parts;
	}
	readDollar(insideDoubleQuotes = false) {
		const dollarPos = this.pos;
		this.pos++;
		const src = this.src;
		const len = this.srcEnd;
		const bt = this._buildParts || this._buildValue;
		if (this.pos >= len) {
			this._resultText = "$";
			this._resultIsRaw = true;
			this._resultHasExpansion = false;
			this._resultPart = void 0;
			return;
		}
		const logicalPos = skipLineContinuations(src, this.pos, len);
		if (logicalPos > this.pos && src.charCodeAt(logicalPos) === 40 && src.charCodeAt(logicalPos + 1) !== 40) this.pos = logicalPos;
		const ch = src.charCodeAt(this.pos);
		if (ch === 40) {
			if (this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 40) {
				const savedPos = this.pos;
				const savedErrors = this.errors.length;
				this.readArithmeticExpansion(dollarPos);
				if (!this._notArithmetic) return;
				this.errors.length = savedErrors;
				this.pos = savedPos;
			}
			this.readCommandSubstitution(dollarPos);
			return;
		}
		if (ch === 123) {
			const after = this.pos + 1 < len ? src.charCodeAt(this.pos + 1) : 0;
			if (after === 32 || after === 9 || after === 10) {
				this.readBraceCommandSubstitution();
				return;
			}
			if (after === 124) {
				this.readValueSubstitution();
				return;
			}
			this.readParameterExpansion(insideDoubleQuotes);
			return;
		}
		if (ch === 39) {
			this.pos++;
			if (bt) {
				const value = this.readAnsiCQuoted();
				this._resultText = value;
				this._resultPart = this._buildParts ? {
					type: "AnsiCQuoted",
					pos: dollarPos,
					end: this.pos,
					text: src.slice(dollarPos, this.pos),
					value
				} : void 0;
			} else {
				this.skipAnsiCQuoted();
				this._resultText = "";
				this._resultPart = void 0;
			}
			this._resultIsRaw = false;
			this._resultHasExpansion = false;
			return;
		}
		if (ch === 34) {
			this.pos++;
			this.readDoubleQuoted(insideDoubleQuotes);
			this._resultText = this._dqText;
			this._resultIsRaw = false;
			this._resultHasExpansion = this._dqHasExpansions;
			if (this._buildParts) {
				const text = src.slice(dollarPos, this.pos);
				this._resultPart = {
					type: "LocaleString",
					pos: dollarPos,
					end: this.pos,
					text,
					parts: this._dqParts ?? [{
						type: "Literal",
						pos: dollarPos + 2,
						end: this._dqEnd,
						value: this._dqText,
						text: src.slice(dollarPos + 2, this._dqEnd)
					}]
				};
			} else this._resultPart = void 0;
			return;
		}
		if (ch === 64 || ch === 42 || ch === 35 || ch === 63 || ch === 45 || ch === 36 || ch === 33 || ch >= 48 && ch <= 57) {
			this.pos++;
			const text = bt ? src.slice(this.pos - 2, this.pos) : "";
			this._resultText = text;
			this._resultIsRaw = true;
			this._resultHasExpansion = false;
			this._resultPart = this._buildParts ? {
				type: "SimpleExpansion",
				pos: dollarPos,
				end: this.pos,
				text
			} : void 0;
			return;
		}
		if (ch < 128 && isIdChar[ch] & 1) {
			const namePos = this.pos - 1;
			while (this.pos < len) {
				const c = src.charCodeAt(this.pos);
				if (c < 128 && isIdChar[c] & 2) this.pos++;
				else break;
			}
			const text = bt ? src.slice(namePos, this.pos) : "";
			this._resultText = text;
			this._resultIsRaw = true;
			this._resultHasExpansion = false;
			this._resultPart = this._buildParts ? {
				type: "SimpleExpansion",
				pos: dollarPos,
				end: this.pos,
				text
			} : void 0;
			return;
		}
		if (ch === 91) {
			const errorCount = this._errors === null ? 0 : this._errors.length;
			const close = this.findClosingArithmeticBracket(this.pos + 1);
			if (close !== -1) {
				const bodyStart = this.pos + 1;
				const body = src.slice(bodyStart, close);
				this.pos = close + 1;
				const text = bt ? src.slice(dollarPos, this.pos) : "";
				this._resultText = text;
				this._resultIsRaw = true;
				this._resultHasExpansion = false;
				this._resultPart = this._buildParts ? this.arithmeticExpansion(bodyStart - 2, text, body, bodyStart) : void 0;
				return;
			}
			if (this._errors !== null) this._errors.length = errorCount;
		}
		this._resultText = "$";
		this._resultIsRaw = true;
		this._resultHasExpansion = false;
		this._resultPart = void 0;
	}
	scanArithmeticBody() {
		this._notArithmetic = false;
		this._arithUnterminated = false;
		this.pos += 2;
		let depth = 1;
		let parenDepth = 0;
		let parentParenDepth = 0;
		let parenDepths;
		let reported = false;
		const src = this.src;
		const len = this.srcEnd;
		const start = this.pos;
		while (this.pos < len && depth > 0) {
			const c = src.charCodeAt(this.pos);
			if (c === 92) this.pos += this.pos + 1 < len ? 2 : 1;
			else if (c === 39) {
				this.pos++;
				this.skipSQ();
			} else if (c === 34) {
				this.pos++;
				this.skipDQ();
			} else if (c === 96) {
				this.pos++;
				while (this.pos < len && src.charCodeAt(this.pos) !== 96) {
					if (src.charCodeAt(this.pos) === 92) this.pos++;
					this.pos++;
				}
				if (this.pos < len) this.pos++;
			} else if (c === 36 && this.pos + 2 < len && src.charCodeAt(this.pos + 1) === 40 && src.charCodeAt(this.pos + 2) !== 40) {
				const dollarPos = this.pos;
				this.pos += 2;
				this.extractBalanced();
				if (this._unbalanced) this.errors.push({
					message: "unterminated command substitution",
					pos: dollarPos
				});
			} else if (c === 36 && this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 123) {
				const close = this.findClosingBrace(this.pos + 2, len);
				this.pos = close === -1 ? len : close + 1;
			} else if ((c === 60 || c === 62) && this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 40) {
				this.pos += 2;
				this.extractBalanced();
			} else if (c === 40) {
				if (src.charCodeAt(this.pos - 1) === 36 && src.charCodeAt(this.pos + 1) === 40) {
					if (depth === 1) parentParenDepth = parenDepth;
					else (parenDepths ?? (parenDepths = [])).push(parenDepth);
					depth++;
					parenDepth = 0;
					if (depth + this._nestingDepth > 256 && !reported) {
						this.errors.push({
							message: "maximum arithmetic expansion nesting depth exceeded",
							pos: this.pos - 1
						});
						reported = true;
					}
					this.pos += 2;
				} else {
					if (++parenDepth + depth - 1 + this._nestingDepth > 256 && !reported) {
						this.errors.push({
							message: "maximum arithmetic expression nesting depth exceeded",
							pos: this.pos
						});
						reported = true;
					}
					this.pos++;
				}
			} else if (c === 41 && parenDepth > 0) {
				parenDepth--;
				this.pos++;
			} else if (c === 41 && this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 41) {
				if (--depth === 0) {
					this.pos += 2;
					break;
				}
				parenDepth = depth === 1 ? parentParenDepth : parenDepths.pop();
				this.pos += 2;
			} else if (c === 41 && depth === 1) {
				this._notArithmetic = true;
				return "";
			} else this.pos++;
		}
		const bt = this._buildParts || this._buildValue;
		if (depth > 0) {
			this._arithUnterminated = true;
			return bt ? src.slice(start, this.pos) : "";
		}
		return bt ? src.slice(start, this.pos - 2) : "";
	}
	readArithmeticExpansion(dollarPos) {
		const bodyStart = this.pos + 2;
		const body = this.scanArithmeticBody();
		if (this._notArithmetic) return;
		if (this._arithUnterminated) this.errors.push({
			message: "unterminated arithmetic expansion",
			pos: dollarPos
		});
		const text = this._buildParts || this._buildValue ? this.src.slice(dollarPos, this.pos) : "";
		this._resultText = text;
		this._resultIsRaw = true;
		this._resultHasExpansion = false;
		this._resultPart = this._buildParts ? this.arithmeticExpansion(dollarPos, text, body, bodyStart) : void 0;
	}
	arithmeticExpansion(pos, text, body, bodyStart) {
		return new ArithmeticExpansionImpl(pos, this.pos, text, {
			source: this.src,
			body,
			offset: bodyStart,
			depth: this._nestingDepth,
			context: this.substitutionContext
		});
	}
	readArithmeticCommand(out, tokenStart) {
		const savedBuildValue = this._buildValue;
		this._buildValue = true;
		const body = this.scanArithmeticBody();
		this._buildValue = savedBuildValue;
		if (this._arithUnterminated) this.errors.push({
			message: "unterminated arithmetic command",
			pos: tokenStart
		});
		setToken(out, Token.ArithCmd, body, tokenStart, this.pos);
	}
	readCommandSubstitution(dollarPos) {
		const openPos = this.pos;
		this.pos++;
		const inner = this.extractBalanced();
		if (this._unbalanced) this.errors.push({
			message: "unterminated command substitution",
			pos: dollarPos
		});
		const bt = this._buildParts || this._buildValue;
		const rawText = bt ? this.src.slice(dollarPos, this.pos) : "";
		const text = !bt || openPos === dollarPos + 1 ? rawText : "$" + this.src.slice(openPos, this.pos);
		this._resultText = text;
		this._resultIsRaw = openPos === dollarPos + 1;
		this._resultHasExpansion = true;
		if (this._buildParts) this._resultPart = this.commandExpansion(dollarPos, rawText, openPos + 1, inner, !this._unbalanced);
		else this._resultPart = void 0;
	}
	readBraceCommandSubstitution() {
		this.readBraceSubstitution(1);
	}
	readValueSubstitution() {
		this.readBraceSubstitution(2);
	}
	readBraceSubstitution(skip) {
		const dollarPos = this.pos - 1;
		this.pos += skip;
		const src = this.src;
		const len = this.srcEnd;
		let depth = 1;
		const start = this.pos;
		while (this.pos < len) {
			const c = src.charCodeAt(this.pos);
			if (c === 123) depth++;
			else if (c === 125) {
				if (--depth === 0) {
					this.pos++;
					break;
				}
			} else if (c === 39) {
				this.pos++;
				this.skipSQ();
				continue;
			} else if (c === 34) {
				this.pos++;
				this.skipDQ();
				continue;
			} else if (c === 92) this.pos++;
			this.pos++;
		}
		this._resultIsRaw = true;
		this._resultHasExpansion = true;
		if (this._buildParts || this._buildValue) {
			const rawInner = src.slice(start, this.pos - 1);
			const inner = rawInner.trim();
			const text = src.slice(dollarPos, this.pos);
			this._resultText = text;
			if (this._buildParts) {
				const innerStart = start + (rawInner.length - rawInner.trimStart().length);
				this._resultPart = this.commandExpansion(dollarPos, text, innerStart, inner);
			} else this._resultPart = void 0;
		} else {
			this._resultText = "";
			this._resultPart = void 0;
		}
	}
	readBacktickExpansion(insideDoubleQuotes = false) {
		this.pos++;
		const src = this.src;
		const len = this.srcEnd;
		const start = this.pos;
		if (!this._buildParts && !this._buildValue) {
			while (this.pos < len && src.charCodeAt(this.pos) !== 96) {
				if (src.charCodeAt(this.pos) === 92 && this.pos + 1 < len) this.pos++;
				this.pos++;
			}
			if (this.pos < len) this.pos++;
			else this.errors.push({
				message: "unterminated backtick",
				pos: start - 1
			});
			this._resultText = "";
			this._resultIsRaw = false;
			this._resultHasExpansion = true;
			this._resultPart = void 0;
			return;
		}
		let inner = "";
		let hasEscapes = false;
		while (this.pos < len && src.charCodeAt(this.pos) !== 96) {
			if (src.charCodeAt(this.pos) === 92) {
				hasEscapes = true;
				break;
			}
			this.pos++;
		}
		if (!hasEscapes) inner = src.slice(start, this.pos);
		else {
			inner = src.slice(start, this.pos);
			while (this.pos < len && src.charCodeAt(this.pos) !== 96) if (src.charCodeAt(this.pos) === 92) {
				this.pos++;
				if (this.pos < len) {
					const c = src.charCodeAt(this.pos);
					if (c === 36 || c === 96 || c === 92 || insideDoubleQuotes && c === 34) inner += src[this.pos];
					else inner += "\\" + src[this.pos];
					this.pos++;
				}
			} else {
				const runStart = this.pos;
				while (this.pos < len) {
					const c = src.charCodeAt(this.pos);
					if (c === 96 || c === 92) break;
					this.pos++;
				}
				inner += src.slice(runStart, this.pos);
			}
		}
		if (this.pos < len) this.pos++;
		else this.errors.push({
			message: "unterminated backtick",
			pos: start - 1
		});
		const text = src.slice(start - 1, this.pos);
		this._resultText = inner;
		this._resultHasExpansion = true;
		if (this._buildParts) this._resultPart = hasEscapes ? this.decodedCommandExpansion(start - 1, text, inner) : this.commandExpansion(start - 1, text, start, inner);
		else this._resultPart = void 0;
	}
	readParameterExpansion(insideDoubleQuotes) {
		const src = this.src;
		const len = this.srcEnd;
		const start = this.pos;
		this.pos++;
		let depth = 1;
		let reported = false;
		while (this.pos < len && depth > 0) {
			const ch = src.charCodeAt(this.pos);
			if (ch === 36) {
				const next = this.pos + 1 < len ? src.charCodeAt(this.pos + 1) : 0;
				if (next === 123) {
					depth++;
					if (this._nestingDepth + depth > 256 && !reported) {
						this.errors.push({
							message: "maximum parameter expansion nesting depth exceeded",
							pos: this.pos
						});
						reported = true;
					}
					this.pos += 2;
					continue;
				}
				if (next === 36) {
					this.pos += 2;
					continue;
				}
				if (next === 40) {
					const dollarPos = this.pos;
					this.pos += 2;
					this.extractBalanced();
					if (this._unbalanced) this.errors.push({
						message: "unterminated command substitution",
						pos: dollarPos
					});
					continue;
				}
			} else if (ch === 96) {
				this.pos++;
				while (this.pos < len && src.charCodeAt(this.pos) !== 96) {
					if (src.charCodeAt(this.pos) === 92) this.pos++;
					this.pos++;
				}
				if (this.pos < len) this.pos++;
				continue;
			} else if (ch === 125) {
				if (--depth === 0) {
					this.pos++;
					break;
				}
			} else if (ch === 92) {
				if (this.pos + 1 < len) this.pos++;
			} else if (ch === 39) {
				this.pos++;
				if (this.pos > start + 1 && src.charCodeAt(this.pos - 2) === 36) this.skipAnsiCQuoted();
				else this.skipSQ();
				continue;
			} else if (ch === 34) {
				this.pos++;
				this.skipDQ();
				continue;
			}
			this.pos++;
		}
		const closed = depth === 0;
		if (!closed) this.errors.push({
			message: "unterminated parameter expansion",
			pos: start - 1
		});
		const text = this._buildParts || this._buildValue ? src.slice(start - 1, this.pos) : "";
		this._resultText = text;
		this._resultIsRaw = true;
		this._resultHasExpansion = false;
		if (this._buildParts) {
			const inner = src.slice(start + 1, closed ? this.pos - 1 : this.pos);
			this._resultPart = this.parseParamInner(text, inner, start + 1, insideDoubleQuotes);
		} else this._resultPart = void 0;
	}
	parseParamInner(text, inner, innerStart, insideDoubleQuotes) {
		const result = {
			type: "ParameterExpansion",
			pos: innerStart - 2,
			end: this.pos,
			text,
			parameter: "",
			parameterPos: innerStart,
			parameterEnd: innerStart,
			prefix: void 0,
			index: void 0,
			operation: void 0
		};
		const ilen = inner.length;
		if (ilen === 0) return result;
		const sub = (a, b, context = "word") => this.parseSubFieldWord(innerStart + a, innerStart + b, context);
		const closeBracket = (start) => {
			const close = this.findClosingBracket(innerStart + start, innerStart + ilen);
			return close === -1 ? -1 : close - innerStart;
		};
		let i = 0;
		if (ilen > 1 && inner.charCodeAt(0) === 33) {
			result.prefix = "!";
			i = 1;
		}
		if (ilen > 1 && inner.charCodeAt(0) === 35) {
			const nameEnd = this.scanParamName(inner, 1);
			let parameterEnd = nameEnd;
			let indexEnd = -1;
			if (parameterEnd < ilen && inner.charCodeAt(parameterEnd) === 91) {
				indexEnd = closeBracket(parameterEnd + 1);
				if (indexEnd !== -1) parameterEnd = indexEnd + 1;
			}
			if (nameEnd > 1 && parameterEnd === ilen) {
				result.prefix = "#";
				result.parameter = inner.slice(1, nameEnd);
				result.parameterPos = innerStart + 1;
				result.parameterEnd = innerStart + nameEnd;
				if (indexEnd !== -1) result.index = sub(nameEnd + 1, indexEnd, "embedded");
				return result;
			}
		}
		const nameStart = i;
		i = this.scanParamName(inner, i);
		result.parameter = inner.slice(nameStart, i);
		result.parameterPos = innerStart + nameStart;
		result.parameterEnd = innerStart + i;
		if (i < ilen && inner.charCodeAt(i) === 91) {
			const closeB = closeBracket(i + 1);
			if (closeB !== -1) {
				result.index = sub(i + 1, closeB, "embedded");
				i = closeB + 1;
			}
		}
		if (i >= ilen) return result;
		const pos = innerStart + i;
		const end = innerStart + ilen;
		const opChar = inner.charCodeAt(i);
		const nextChar = inner.charCodeAt(i + 1);
		const defaultChar = inner[opChar === 58 ? i + 1 : i];
		if (defaultChar === "-" || defaultChar === "=" || defaultChar === "+" || defaultChar === "?") {
			const operandStart = i + (opChar === 58 ? 2 : 1);
			result.operation = {
				type: "Default",
				pos,
				end,
				operatorEnd: innerStart + operandStart,
				operator: opChar === 58 ? `:${defaultChar}` : defaultChar,
				operand: sub(operandStart, ilen, insideDoubleQuotes ? "quoted" : "word")
			};
			return result;
		}
		if (opChar === 58) {
			i++;
			const sliceStart = innerStart + i;
			const colonIdx = findUnnested(inner.slice(i), 58, true, (index, quoted) => {
				return this.findNestedShellEnd(sliceStart + index, end, quoted) - sliceStart;
			});
			result.operation = {
				type: "Slice",
				pos,
				end,
				operatorEnd: sliceStart,
				operator: ":",
				offset: sub(i, colonIdx === -1 ? ilen : i + colonIdx, "embedded"),
				length: colonIdx === -1 ? void 0 : sub(i + colonIdx + 1, ilen, "embedded")
			};
			return result;
		}
		if (opChar === 35 || opChar === 37) {
			const doubled = nextChar === opChar;
			const operator = opChar === 35 ? doubled ? "##" : "#" : doubled ? "%%" : "%";
			const operandStart = i + (doubled ? 2 : 1);
			result.operation = {
				type: "Remove",
				pos,
				end,
				operatorEnd: innerStart + operandStart,
				operator,
				operand: sub(operandStart, ilen)
			};
			return result;
		}
		if (opChar === 47) {
			i++;
			let operator = "/";
			if (nextChar === 47 || nextChar === 35 || nextChar === 37) {
				operator = nextChar === 47 ? "//" : nextChar === 35 ? "/#" : "/%";
				i++;
			}
			let separatorStart = i;
			if (nextChar === 47) {
				separatorStart = skipLineContinuations(inner, i, ilen);
				if (inner.charCodeAt(separatorStart) === 47) separatorStart++;
			}
			const sepIdx = findUnnested(inner.slice(separatorStart), 47);
			const patternEnd = sepIdx === -1 ? ilen : separatorStart + sepIdx;
			result.operation = {
				type: "Replace",
				pos,
				end,
				operatorEnd: innerStart + i,
				operator,
				pattern: sub(i, patternEnd),
				replacement: sub(sepIdx === -1 ? ilen : patternEnd + 1, ilen)
			};
			return result;
		}
		if (opChar === 94 || opChar === 44) {
			const doubled = nextChar === opChar;
			const operator = opChar === 94 ? doubled ? "^^" : "^" : doubled ? ",," : ",";
			const operandStart = i + (doubled ? 2 : 1);
			result.operation = {
				type: "CaseModification",
				pos,
				end,
				operatorEnd: innerStart + operandStart,
				operator,
				operand: operandStart === ilen ? void 0 : sub(operandStart, ilen)
			};
			return result;
		}
		if (result.prefix === "!" && result.index === void 0 && i + 1 === ilen && (opChar === 64 || opChar === 42)) {
			result.operation = {
				type: "Names",
				pos,
				end,
				operatorEnd: end,
				operator: opChar === 64 ? "@" : "*"
			};
			return result;
		}
		if (opChar === 64) {
			result.operation = {
				type: "Transform",
				pos,
				end,
				operatorEnd: pos + 1,
				operator: "@",
				operand: sub(i + 1, ilen)
			};
			return result;
		}
		result.operation = {
			type: "Unknown",
			pos,
			end,
			operatorEnd: end,
			operator: inner.slice(i)
		};
		return result;
	}
	findNestedShellEnd(start, end, quoted) {
		const ch = this.src.charCodeAt(start);
		if (ch === 96) {
			let pos = start + 1;
			while (pos < end) {
				const current = this.src.charCodeAt(pos);
				if (current === 92) {
					pos += 2;
					continue;
				}
				pos++;
				if (current === 96) return pos;
			}
			return end;
		}
		let close;
		if (ch === 36) {
			const next = start + 1;
			if (next < end && this.src.charCodeAt(next) === 123) close = this.findClosingBrace(next + 1, end);
			else {
				const open = skipLineContinuations(this.src, next, end);
				if (open >= end || this.src.charCodeAt(open) !== 40) return start;
				close = this.findClosingParenthesis(open + 1, end);
			}
		} else {
			const open = start + 1;
			if (quoted || ch !== 60 && ch !== 62 || open >= end || this.src.charCodeAt(open) !== 40) return start;
			close = this.findClosingParenthesis(open + 1, end);
		}
		return close === -1 ? end : close + 1;
	}
	scanParamName(s, start) {
		let i = start;
		if (i >= s.length) return i;
		const c = s.charCodeAt(i);
		if (c === 64 || c === 42 || c === 35 || c === 63 || c === 45 || c === 36 || c === 33) return i + 1;
		if (c >= 48 && c <= 57) {
			while (i < s.length && s.charCodeAt(i) >= 48 && s.charCodeAt(i) <= 57) i++;
			return i;
		}
		if (c >= 97 && c <= 122 || c >= 65 && c <= 90 || c === 95) {
			i++;
			while (i < s.length) {
				const ch = s.charCodeAt(i);
				if (ch >= 97 && ch <= 122 || ch >= 65 && ch <= 90 || ch >= 48 && ch <= 57 || ch === 95) i++;
				else break;
			}
		}
		return i;
	}
	readAnsiCQuoted() {
		const quotePos = this.pos - 1;
		const result = decodeAnsiCQuoted(this.src, this.pos, this.srcEnd);
		this.pos = result.end;
		if (!result.closed) this.errors.push({
			message: "unterminated ANSI-C quote",
			pos: quotePos
		});
		return result.value;
	}
	extractBalanced(useGrammar = true, quoteOnly = false) {
		const src = this.src;
		const len = this.srcEnd;
		const bt = this._buildParts || this._buildValue;
		let depth = quoteOnly ? 0 : 1;
		const start = this.pos;
		this._unbalanced = false;
		const knownEnd = useGrammar && !quoteOnly ? this.substitutionContext.boundaries?.get(start) : void 0;
		if (knownEnd !== void 0 && knownEnd <= len && this._nestingDepth < 256) {
			this.pos = knownEnd;
			return bt ? src.slice(start, knownEnd - 1) : "";
		}
		let wordStart = true;
		while (!quoteOnly && this.pos < len) {
			const c = src.charCodeAt(this.pos);
			if (c === 41) {
				const result = bt ? src.slice(start, this.pos) : "";
				this.pos++;
				return result;
			} else if (c === 40 || c === 92 || c === 39 || c === 34 || c === 96 || c === 36 && (src.charCodeAt(this.pos + 1) === 39 || src.charCodeAt(this.pos + 1) === 36 || src.charCodeAt(this.pos + 1) === 123)) break;
			else if (c === 60 && this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 60) break;
			else if (c === 35 && wordStart) break;
			else if (c === 99 && wordStart && this.pos + 3 < len && src.charCodeAt(this.pos + 1) === 97 && src.charCodeAt(this.pos + 2) === 115 && src.charCodeAt(this.pos + 3) === 101 && (this.pos + 4 >= len || src.charCodeAt(this.pos + 4) < 128 && charType[src.charCodeAt(this.pos + 4)] & 1)) break;
			else {
				wordStart = c < 128 && (charType[c] & 1) !== 0;
				this.pos++;
			}
		}
		let caseDepth = 0;
		let caseParens = 0;
		const wordStartAfterParen = [];
		let pendingDelims = null;
		let scripts;
		let arithBase = -1;
		let arithExtent = start >= 2 && src.charCodeAt(start) === 40 && src.charCodeAt(start - 1) === 40 && src.charCodeAt(start - 2) === 36;
		let substitutions = 0;
		let reported = false;
		const quotes = quoteOnly ? [{
			close: 34,
			depth: 0
		}] : [];
		let quotedDepth = quoteOnly ? 1 : 0;
		let parameterDepth = 0;
		let arithmeticOpens;
		let continuedDollarPos = -1;
		let continuedParenPos = -1;
		let escapedEnd = -1;
		let lastParenEnd = -1;
		let checkedGrammar = false;
		while (this.pos < len && (depth > 0 || quotes.length > 0)) {
			let ch = src.charCodeAt(this.pos);
			const quote = quotes.length === 0 ? void 0 : quotes[quotes.length - 1];
			if (quote !== void 0 && quote.depth === depth) {
				let commandOpen = false;
				if (ch === 92) {
					this.pos = Math.min(this.pos + 2, len);
					continue;
				}
				if (ch === quote.close) {
					quotes.pop();
					if (ch === 34) quotedDepth--;
					else parameterDepth--;
					this.pos++;
					if (quoteOnly && depth === 0 && quotes.length === 0) return "";
					continue;
				}
				if (ch === 34) {
					quotes.push({
						close: 34,
						depth
					});
					quotedDepth++;
				} else if (ch === 39 && quote.close === 125) {
					this.pos++;
					this.skipSQ();
					continue;
				} else if (ch === 96) {
					this.pos++;
					while (this.pos < len && src.charCodeAt(this.pos) !== 96) {
						if (src.charCodeAt(this.pos) === 92) this.pos++;
						if (this.pos < len) this.pos++;
					}
					if (this.pos < len) this.pos++;
					continue;
				} else if (ch === 36) {
					const next = src.charCodeAt(this.pos + 1);
					if (next === 39 && quote.close === 125) {
						this.pos += 2;
						this.skipAnsiCQuoted();
						continue;
					}
					if (next === 123) {
						quotes.push({
							close: 125,
							depth
						});
						parameterDepth++;
						this.pos++;
					} else if (next === 40) {
						this.pos++;
						ch = 40;
						commandOpen = true;
					} else if (next === 36) {
						this.pos += src.charCodeAt(this.pos + 2) === 40 ? 1 : 2;
						continue;
					}
				}
				if (!reported && this._nestingDepth + Math.max(quotedDepth, parameterDepth) > 256) {
					this.errors.push({
						message: "maximum word nesting depth exceeded",
						pos: this.pos
					});
					reported = true;
				}
				if (!commandOpen) {
					this.pos++;
					while (this.pos < len) {
						const c = src.charCodeAt(this.pos);
						if (c === 92 || c === 34 || c === 36 || c === 96 || c === 125 || c === 39) break;
						this.pos++;
					}
					continue;
				}
			}
			if (ch === 35 && lastParenEnd !== -1 && !arithExtent && arithBase < 0 && useGrammar && !checkedGrammar && this._nestingDepth + (scripts?.length ?? 0) < 256 && skipBlanks(src, lastParenEnd, len) === this.pos) {
				checkedGrammar = true;
				const scope = scripts?.[scripts.length - 1];
				const end = this.findSubstitutionEnd(scope?.start ?? start, len, this._nestingDepth + (scripts?.length ?? 0) + 1);
				if (end !== -1) {
					if (scope === void 0) {
						this.pos = end;
						return bt ? src.slice(start, end - 1) : "";
					}
					this.pos = end - 1;
					depth = scope.depth + 1;
					caseDepth = 0;
					caseParens = 0;
					wordStartAfterParen.length = scope.parens + 1;
					ch = 41;
				}
			}
			if (ch === 40) {
				const prev = this.pos > start && this.pos !== escapedEnd ? src.charCodeAt(this.pos - 1) : 0;
				const commandDollarPos = prev === 36 ? this.pos - 1 : this.pos === continuedParenPos ? continuedDollarPos : -1;
				const wordParen = commandDollarPos !== -1 || prev === 60 || prev === 62 || prev === 61 || prev === 64 || prev === 63 || prev === 42 || prev === 43 || prev === 33 || prev === 40 && wordStartAfterParen[wordStartAfterParen.length - 1] === false || arithExtent && this.pos === start;
				const script = commandDollarPos !== -1 && src.charCodeAt(this.pos + 1) !== 40 || (prev === 60 || prev === 62) && arithBase < 0 && !arithExtent;
				if (script) {
					(scripts ?? (scripts = [])).push({
						start: this.pos + 1,
						dollar: commandDollarPos,
						depth,
						parens: wordStartAfterParen.length,
						caseDepth,
						caseParens,
						arithBase,
						arithExtent,
						substitutions,
						checkedGrammar,
						pendingDelims
					});
					caseDepth = 0;
					caseParens = 0;
					arithBase = -1;
					arithExtent = false;
					checkedGrammar = false;
					pendingDelims = null;
				}
				wordStartAfterParen.push(!wordParen);
				wordStart = true;
				if (!script && arithBase < 0 && this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 40) arithBase = depth;
				if (commandDollarPos !== -1) {
					if (script) substitutions++;
					else (arithmeticOpens ?? (arithmeticOpens = [])).push(depth);
					if (substitutions + (arithmeticOpens?.length ?? 0) + this._nestingDepth + (quoteOnly ? 0 : 1) > 256 && !reported) {
						this.errors.push({
							message: "maximum command substitution nesting depth exceeded",
							pos: commandDollarPos
						});
						reported = true;
					}
				}
				continuedDollarPos = -1;
				continuedParenPos = -1;
				depth++;
				if (caseDepth > 0) caseParens++;
				this.pos++;
			} else if (ch === 41) {
				if (caseDepth > 0 && caseParens === 0) {
					this.pos++;
					wordStart = true;
				} else {
					if (caseDepth > 0) caseParens--;
					depth--;
					if (depth === 0 && !quoteOnly) {
						const result = bt ? src.slice(start, this.pos) : "";
						this.pos++;
						return result;
					}
					if (depth <= arithBase) arithBase = -1;
					if (arithmeticOpens !== void 0) while (arithmeticOpens.length > 0 && arithmeticOpens[arithmeticOpens.length - 1] >= depth) arithmeticOpens.pop();
					wordStart = wordStartAfterParen.pop() ?? true;
					this.pos++;
					const scope = scripts?.[scripts.length - 1];
					if (scope !== void 0 && scope.depth === depth) {
						scripts.pop();
						caseDepth = scope.caseDepth;
						caseParens = scope.caseParens;
						arithBase = scope.arithBase;
						arithExtent = scope.arithExtent;
						substitutions = scope.substitutions;
						checkedGrammar = scope.checkedGrammar;
						pendingDelims = scope.pendingDelims;
					}
				}
				lastParenEnd = this.pos;
			} else if (ch === 92) {
				if (this.pos > start && src.charCodeAt(this.pos - 1) === 36) {
					const logicalPos = skipLineContinuations(src, this.pos, len);
					if (logicalPos > this.pos && src.charCodeAt(logicalPos) === 40 && src.charCodeAt(logicalPos + 1) !== 40) {
						continuedDollarPos = this.pos - 1;
						continuedParenPos = logicalPos;
					}
				}
				this.pos++;
				if (this.pos < len) {
					if (src.charCodeAt(this.pos) !== 10) wordStart = false;
					this.pos++;
				}
				escapedEnd = this.pos;
			} else if (ch === 36) {
				const next = src.charCodeAt(++this.pos);
				if (next === 39) {
					this.pos++;
					this.skipAnsiCQuoted();
				} else if (next === 36) this.pos++;
				else if (next === 123 && !isBraceCommandOpener(src.charCodeAt(this.pos + 1))) {
					quotes.push({
						close: 125,
						depth
					});
					parameterDepth++;
					this.pos++;
				}
				wordStart = false;
			} else if (ch === 39) {
				this.pos++;
				this.skipSQ();
				wordStart = false;
			} else if (ch === 34) {
				quotes.push({
					close: 34,
					depth
				});
				quotedDepth++;
				this.pos++;
				wordStart = false;
			} else if (ch === 96) {
				this.pos++;
				while (this.pos < len && src.charCodeAt(this.pos) !== 96) {
					if (src.charCodeAt(this.pos) === 92) this.pos++;
					if (this.pos < len) this.pos++;
				}
				if (this.pos < len) this.pos++;
				wordStart = false;
			} else if (ch === 60 && arithBase < 0 && this.pos + 1 < len && src.charCodeAt(this.pos + 1) === 60) {
				if (this.pos + 2 < len && src.charCodeAt(this.pos + 2) === 60) this.pos += 3;
				else {
					this.pos += 2;
					const strip = this.pos < len && src.charCodeAt(this.pos) === 45;
					if (strip) this.pos++;
					this.skipSpacesAndTabs();
					this.readHereDocDelimiter();
					if (this._hereDelim || this._hereQuoted) (pendingDelims ?? (pendingDelims = [])).push({
						delimiter: this._hereDelim,
						strip,
						quoted: this._hereQuoted
					});
				}
				wordStart = false;
			} else if (ch === 10 && pendingDelims) {
				this.pos++;
				for (const hd of pendingDelims) this.skipHereDocBody(hd.delimiter, hd.strip, true, hd.quoted);
				pendingDelims = null;
				wordStart = true;
			} else if (ch === 35 && arithBase < 0 && !arithExtent && wordStart) while (this.pos < len && src.charCodeAt(this.pos) !== 10) this.pos++;
			else {
				const wStart = this.pos;
				while (this.pos < len) {
					const wc = src.charCodeAt(this.pos);
					if (wc < 128 && charType[wc]) break;
					this.pos++;
				}
				if (this.pos > wStart) {
					if (this.pos - wStart === 4 && wordStart && arithBase < 0 && !arithExtent) {
						const c0 = src.charCodeAt(wStart);
						if (c0 === 99 && src.charCodeAt(wStart + 1) === 97 && src.charCodeAt(wStart + 2) === 115 && src.charCodeAt(wStart + 3) === 101) caseDepth++;
						else if (c0 === 101 && src.charCodeAt(wStart + 1) === 115 && src.charCodeAt(wStart + 2) === 97 && src.charCodeAt(wStart + 3) === 99 && caseDepth > 0) {
							caseDepth--;
							if (caseDepth === 0) caseParens = 0;
						}
					}
					wordStart = false;
				} else {
					const wc = src.charCodeAt(this.pos);
					wordStart = wc < 128 && (charType[wc] & 1) !== 0;
					this.pos++;
				}
			}
		}
		this._unbalanced = true;
		if (quoteOnly && scripts !== void 0 && scripts.length > 0) this.errors.push({
			message: "unterminated command substitution",
			pos: scripts[0].dollar
		});
		return bt ? src.slice(start, this.pos) : "";
	}
};

// node_modules/unbash/dist/arithmetic.js
function opPrec(op) {
	switch (op) {
		case ",": return 1;
		case "=":
		case "+=":
		case "-=":
		case "*=":
		case "/=":
		case "%=":
		case "<<=":
		case ">>=":
		case "&=":
		case "|=":
		case "^=": return 2;
		case "||": return 4;
		case "&&": return 5;
		case "|": return 6;
		case "^": return 7;
		case "&": return 8;
		case "==":
		case "!=": return 9;
		case "<":
		case "<=":
		case ">":
		case ">=": return 10;
		case "<<":
		case ">>": return 11;
		case "+":
		case "-": return 12;
		case "*":
		case "/":
		case "%": return 13;
		case "**": return 14;
		case "?": return 3;
		default: return -1;
	}
}
function trimEnd(src, start, end) {
	while (end > start) {
		const c = src.charCodeAt(end - 1);
		if (c !== 32 && c !== 9 && c !== 10) break;
		end--;
	}
	return end;
}
function opRightAssoc(op) {
	switch (op) {
		case "=":
		case "+=":
		case "-=":
		case "*=":
		case "/=":
		case "%=":
		case "<<=":
		case ">>=":
		case "&=":
		case "|=":
		case "^=":
		case "**": return true;
		default: return false;
	}
}
function parseArithmeticExpression(src, offset = 0, collector, nestingDepth = 0) {
	let pos = 0;
	const len = src.length;
	const initialWordCount = collector?.embeddedWords.length ?? 0;
	function makeWord(start, end, embedded = false) {
		const node = {
			type: "ArithmeticWord",
			pos: start + offset,
			end: end + offset,
			value: src.slice(start, end),
			parts: void 0
		};
		if (embedded) collector?.embeddedWords.push(node);
		return node;
	}
	function skipWS() {
		while (pos < len) {
			const c = src.charCodeAt(pos);
			if (c === 32 || c === 9 || c === 10) pos++;
			else break;
		}
	}
	function tryReadBinOp() {
		if (pos >= len) return null;
		const c = src.charCodeAt(pos);
		const nc = pos + 1 < len ? src.charCodeAt(pos + 1) : 0;
		const nnc = pos + 2 < len ? src.charCodeAt(pos + 2) : 0;
		switch (c) {
			case 44:
				pos++;
				return ",";
			case 61:
				if (nc === 61) {
					pos += 2;
					return "==";
				}
				pos++;
				return "=";
			case 33:
				if (nc === 61) {
					pos += 2;
					return "!=";
				}
				return null;
			case 60:
				if (nc === 60) {
					if (nnc === 61) {
						pos += 3;
						return "<<=";
					}
					pos += 2;
					return "<<";
				}
				if (nc === 61) {
					pos += 2;
					return "<=";
				}
				pos++;
				return "<";
			case 62:
				if (nc === 62) {
					if (nnc === 61) {
						pos += 3;
						return ">>=";
					}
					pos += 2;
					return ">>";
				}
				if (nc === 61) {
					pos += 2;
					return ">=";
				}
				pos++;
				return ">";
			case 43:
				if (nc === 61) {
					pos += 2;
					return "+=";
				}
				if (nc === 43) return null;
				pos++;
				return "+";
			case 45:
				if (nc === 61) {
					pos += 2;
					return "-=";
				}
				if (nc === 45) return null;
				pos++;
				return "-";
			case 42:
				if (nc === 42) {
					pos += 2;
					return "**";
				}
				if (nc === 61) {
					pos += 2;
					return "*=";
				}
				pos++;
				return "*";
			case 47:
				if (nc === 61) {
					pos += 2;
					return "/=";
				}
				pos++;
				return "/";
			case 37:
				if (nc === 61) {
					pos += 2;
					return "%=";
				}
				pos++;
				return "%";
			case 124:
				if (nc === 124) {
					pos += 2;
					return "||";
				}
				if (nc === 61) {
					pos += 2;
					return "|=";
				}
				pos++;
				return "|";
			case 38:
				if (nc === 38) {
					pos += 2;
					return "&&";
				}
				if (nc === 61) {
					pos += 2;
					return "&=";
				}
				pos++;
				return "&";
			case 94:
				if (nc === 61) {
					pos += 2;
					return "^=";
				}
				pos++;
				return "^";
			case 63:
				pos++;
				return "?";
			default: return null;
		}
	}
	function skipTruncatedUnary() {
		skipWS();
		while (pos < len) {
			const c = src.charCodeAt(pos);
			if (c !== 33 && c !== 126 && c !== 43 && c !== 45) break;
			if (src.charCodeAt(pos + 1) === 61) break;
			pos++;
			skipWS();
		}
		if (src.charCodeAt(pos) === 40) {
			let groups = 1;
			pos++;
			while (pos < len && groups > 0) {
				const wordEnd = collector?.findArithmeticWordEnd?.(pos + offset, offset + len) ?? pos + offset;
				if (wordEnd > pos + offset) {
					pos = wordEnd - offset;
					continue;
				}
				const c = src.charCodeAt(pos++);
				if (c === 40) groups++;
				else if (c === 41) groups--;
			}
		} else if (pos < len && src.charCodeAt(pos) !== 41 && src.charCodeAt(pos) !== 58) parseAtom(0);
		skipWS();
		const c = src.charCodeAt(pos);
		if ((c === 43 || c === 45) && src.charCodeAt(pos + 1) === c) pos += 2;
	}
	function recoverExpression(minPrec) {
		skipWS();
		const start = pos;
		if (start === len) return makeWord(start, start);
		const wordCount = collector?.embeddedWords.length ?? 0;
		let ternaries = 0;
		for (;;) {
			skipTruncatedUnary();
			skipWS();
			if (src.charCodeAt(pos) === 58 && ternaries > 0) {
				ternaries--;
				pos++;
				continue;
			}
			const saved = pos;
			const op = tryReadBinOp();
			if (op === null || ternaries === 0 && opPrec(op) < minPrec) {
				pos = saved;
				break;
			}
			if (op === "?") ternaries++;
		}
		if (collector) collector.embeddedWords.length = wordCount;
		return makeWord(start, trimEnd(src, start, pos));
	}
	function parseBinExpr(minPrec, depth) {
		if (depth > 256) return recoverExpression(minPrec);
		let left = parseUnaryExpr(depth);
		while (true) {
			skipWS();
			if (pos >= len) break;
			const saved = pos;
			const op = tryReadBinOp();
			if (!op) break;
			if (op === "?") {
				if (opPrec(op) < minPrec) {
					pos = saved;
					break;
				}
				const consequent = parseBinExpr(1, depth + 1);
				skipWS();
				if (pos < len && src.charCodeAt(pos) === 58) pos++;
				const alternate = parseBinExpr(3, depth + 1);
				left = {
					type: "ArithmeticTernary",
					pos: left.pos,
					end: alternate.end,
					test: left,
					consequent,
					alternate
				};
				continue;
			}
			const prec = opPrec(op);
			if (prec < minPrec) {
				pos = saved;
				break;
			}
			const right = parseBinExpr(opRightAssoc(op) ? prec : prec + 1, depth + 1);
			left = {
				type: "ArithmeticBinary",
				pos: left.pos,
				end: right.end,
				operator: op,
				left,
				right
			};
		}
		return left;
	}
	function parseUnaryExpr(depth) {
		skipWS();
		if (depth > 256) return recoverExpression(15);
		if (pos >= len) return makeWord(pos, pos);
		const start = pos;
		const c = src.charCodeAt(pos);
		const nc = pos + 1 < len ? src.charCodeAt(pos + 1) : 0;
		if (c === 43 && nc === 43) {
			pos += 2;
			const operand = parseUnaryExpr(depth + 1);
			return {
				type: "ArithmeticUnary",
				pos: start + offset,
				end: operand.end,
				operator: "++",
				operand,
				prefix: true
			};
		}
		if (c === 45 && nc === 45) {
			pos += 2;
			const operand = parseUnaryExpr(depth + 1);
			return {
				type: "ArithmeticUnary",
				pos: start + offset,
				end: operand.end,
				operator: "--",
				operand,
				prefix: true
			};
		}
		if (c === 33) {
			pos++;
			const operand = parseUnaryExpr(depth + 1);
			return {
				type: "ArithmeticUnary",
				pos: start + offset,
				end: operand.end,
				operator: "!",
				operand,
				prefix: true
			};
		}
		if (c === 126) {
			pos++;
			const operand = parseUnaryExpr(depth + 1);
			return {
				type: "ArithmeticUnary",
				pos: start + offset,
				end: operand.end,
				operator: "~",
				operand,
				prefix: true
			};
		}
		if (c === 43 && nc !== 43 && nc !== 61) {
			pos++;
			const operand = parseUnaryExpr(depth + 1);
			return {
				type: "ArithmeticUnary",
				pos: start + offset,
				end: operand.end,
				operator: "+",
				operand,
				prefix: true
			};
		}
		if (c === 45 && nc !== 45 && nc !== 61) {
			pos++;
			const operand = parseUnaryExpr(depth + 1);
			return {
				type: "ArithmeticUnary",
				pos: start + offset,
				end: operand.end,
				operator: "-",
				operand,
				prefix: true
			};
		}
		return parsePostfixExpr(depth);
	}
	function parsePostfixExpr(depth) {
		const operand = parseAtom(depth);
		skipWS();
		if (pos + 1 < len) {
			const c = src.charCodeAt(pos);
			const nc = src.charCodeAt(pos + 1);
			if (c === 43 && nc === 43) {
				pos += 2;
				return {
					type: "ArithmeticUnary",
					pos: operand.pos,
					end: pos + offset,
					operator: "++",
					operand,
					prefix: false
				};
			}
			if (c === 45 && nc === 45) {
				pos += 2;
				return {
					type: "ArithmeticUnary",
					pos: operand.pos,
					end: pos + offset,
					operator: "--",
					operand,
					prefix: false
				};
			}
		}
		return operand;
	}
	function parseAtom(depth) {
		skipWS();
		if (pos >= len) return makeWord(pos, pos);
		const c = src.charCodeAt(pos);
		if (c === 40) {
			const start = pos;
			pos++;
			const expr = parseBinExpr(0, depth + 1);
			skipWS();
			if (pos < len && src.charCodeAt(pos) === 41) pos++;
			return {
				type: "ArithmeticGroup",
				pos: start + offset,
				end: pos + offset,
				expression: expr
			};
		}
		if (c === 36) {
			const start = pos;
			const wordCount = collector?.embeddedWords.length ?? 0;
			const atom = readDollarAtom();
			const wordEnd = collector?.findArithmeticWordEnd?.(start + offset, offset + len) ?? pos + offset;
			if (wordEnd > pos + offset) {
				if (collector) collector.embeddedWords.length = wordCount;
				pos = wordEnd - offset;
				return makeWord(start, pos, true);
			}
			return atom;
		}
		if (c === 96 || c === 34 || c === 39) {
			const start = pos;
			pos = (collector?.findArithmeticWordEnd?.(start + offset, offset + len) ?? start + offset + 1) - offset;
			return makeWord(start, pos, true);
		}
		const start = pos;
		const wordCount = collector?.embeddedWords.length ?? 0;
		const atom = readWordAtom();
		const wordEnd = collector?.findArithmeticWordEnd?.(start + offset, offset + len) ?? pos + offset;
		if (wordEnd > pos + offset) {
			if (collector) collector.embeddedWords.length = wordCount;
			pos = wordEnd - offset;
			return makeWord(start, pos, true);
		}
		return atom;
	}
	function readDollarAtom() {
		const start = pos;
		pos++;
		if (pos >= len) return makeWord(start, pos);
		const c = src.charCodeAt(pos);
		if (c === 40) {
			if (pos + 1 < len && src.charCodeAt(pos + 1) === 40) {
				const expansionEnd = collector?.findArithmeticExpansionEnd(start + offset, offset + len) ?? -1;
				if (expansionEnd !== -1) pos = expansionEnd - offset;
				else {
					pos += 2;
					let depth = 1;
					while (pos < len && depth > 0) if (src.charCodeAt(pos) === 40 && src.charCodeAt(pos + 1) === 40) {
						depth++;
						pos += 2;
					} else if (src.charCodeAt(pos) === 41 && src.charCodeAt(pos + 1) === 41) {
						depth--;
						pos += 2;
					} else pos++;
				}
			} else {
				pos++;
				const close = collector?.findClosingParenthesis(pos + offset, offset + len) ?? -1;
				if (close !== -1) pos = close - offset + 1;
				else {
					let depth = 1;
					while (pos < len && depth > 0) {
						const ch = src.charCodeAt(pos++);
						if (ch === 40) depth++;
						else if (ch === 41) depth--;
					}
				}
				const text = src.slice(start, pos);
				return collector ? collector.commandExpansion(start + offset, pos + offset, text) : new ScriptExpansionImpl("ArithmeticCommandExpansion", start + offset, pos + offset, text);
			}
		} else if (c === 123) {
			const close = collector?.findClosingBrace(pos + offset + 1, offset + len) ?? -1;
			if (close !== -1) pos = close - offset + 1;
			else {
				pos++;
				let depth = 1;
				while (pos < len && depth > 0) {
					const ch = src.charCodeAt(pos++);
					if (ch === 123) depth++;
					else if (ch === 125) depth--;
				}
			}
		} else while (pos < len) {
			const ch = src.charCodeAt(pos);
			if (ch >= 97 && ch <= 122 || ch >= 65 && ch <= 90 || ch >= 48 && ch <= 57 || ch === 95) pos++;
			else break;
		}
		return makeWord(start, pos, c === 40 || c === 123);
	}
	function readWordAtom() {
		const start = pos;
		while (pos < len) {
			const c = src.charCodeAt(pos);
			if (c >= 48 && c <= 57 || c >= 65 && c <= 90 || c >= 97 && c <= 122 || c === 95 || c === 35) pos++;
			else break;
		}
		if (pos > start && pos < len && src.charCodeAt(pos) === 91) {
			const close = collector?.findClosingBracket?.(pos + offset + 1, offset + len) ?? -1;
			if (close !== -1) pos = close - offset + 1;
			else {
				pos++;
				let depth = 1;
				while (pos < len && depth > 0) {
					const c = src.charCodeAt(pos);
					if (c === 91) depth++;
					else if (c === 93) depth--;
					pos++;
				}
			}
			return makeWord(start, pos, true);
		}
		if (pos === start) {
			pos++;
			return makeWord(start, pos);
		}
		return makeWord(start, pos);
	}
	skipWS();
	if (pos >= len) return null;
	const start = pos;
	const result = parseBinExpr(0, nestingDepth);
	skipWS();
	if (pos < len) {
		if (collector) collector.embeddedWords.length = initialWordCount;
		return makeWord(start, trimEnd(src, start, len), collector !== void 0);
	}
	return result;
}

// node_modules/unbash/dist/parts.js
const computeBareWordParts = (_source, word) => hasGlobCharacters(word.text) ? parseGlobParts(word.text, 0, word.text.length, void 0, word.pos) : void 0;
function wordPartsResolver(context) {
	return context.wordParts ?? (context.wordParts = (source, word, depth) => computeWordParts(source, word, depth, context));
}
function embeddedPartsResolver(context) {
	return context.embeddedParts ?? (context.embeddedParts = (source, word, depth) => computeEmbeddedWordParts(source, word, depth, context));
}
function arrayPartsResolver(context) {
	return context.arrayParts ?? (context.arrayParts = (source, word, depth) => computeArrayElementParts(source, word, depth, context));
}
/**
* Compute the structural parts of a word by re-scanning the source.
* This is the "cold path" — only called when consumers actually need parts.
*
* Returns undefined for simple words (no quotes, expansions, or special structure).
*/
function computeWordParts(source, word, depth = 0, context = createSubstitutionContext()) {
	const lexer = new Lexer(source, word.pos, word.end, false, context);
	lexer._nestingDepth = depth;
	return lexer.buildWordParts(word.pos) ?? void 0;
}
/** Compute structural parts for a word-like span that may contain shell operators or whitespace. */
function computeEmbeddedWordParts(source, word, depth = 0, context, arithmetic = false) {
	if (!hasEmbeddedWordStructure(source, word.pos, word.end)) return void 0;
	const lexer = new Lexer(source, word.pos, word.end, false, context);
	lexer._nestingDepth = depth;
	return lexer.buildEmbeddedWordParts(word.pos, arithmetic) ?? void 0;
}
function computeArrayElementParts(source, word, depth = 0, context) {
	const lexer = new Lexer(source, word.pos, word.end, false, context);
	lexer._nestingDepth = depth;
	return lexer.buildArrayElementParts(word.pos) ?? void 0;
}
/**
* Compute parts for an unquoted heredoc body.
* Heredoc bodies use different scanning rules than shell words: newlines are
* literal and single/double quotes have no special meaning.
*/
function computeHereDocBodyParts(source, word, depth = 0, context) {
	const lexer = new Lexer(source, word.pos, word.end, false, context);
	lexer._nestingDepth = depth;
	return lexer.buildHereDocParts(word.pos, word.end) ?? void 0;
}

// node_modules/unbash/dist/arithmetic-parts.js
function parseArithmeticWithParts(body, offset, source, depth, context, embeddedDepth = depth) {
	if (!hasEmbeddedWordStructure(source, offset, offset + body.length)) return parseArithmeticExpression(body, offset, void 0, depth) ?? void 0;
	const embeddedWords = [];
	const lexer = new Lexer(source, 0, source.length, false, context);
	lexer._nestingDepth = depth;
	const expression = parseArithmeticExpression(body, offset, {
		embeddedWords,
		commandExpansion: (pos, end, text) => new ScriptExpansionImpl("ArithmeticCommandExpansion", pos, end, text, {
			source,
			start: pos + 2,
			end: end - 1,
			depth: depth + 1,
			parenBoundary: true,
			context
		}),
		findClosingBracket: (start, end) => lexer.findClosingBracket(start, end),
		findClosingBrace: (start, end) => lexer.findClosingBrace(start, end),
		findClosingParenthesis: (start, end) => lexer.findClosingParenthesis(start, end),
		findArithmeticExpansionEnd: (start, end) => lexer.findArithmeticExpansionEnd(start, end),
		findArithmeticWordEnd: (start, end) => lexer.findArithmeticWordEnd(start, end)
	}, depth) ?? void 0;
	if (embeddedDepth <= 256) for (const node of embeddedWords) node.parts = computeEmbeddedWordParts(source, node, embeddedDepth, context, true);
	return expression;
}

// node_modules/unbash/dist/assignment.js
var ArrayValueImpl = class {
	type = "ArrayValue";
	pos;
	end;
	#source;
	#depth;
	#context;
	#elements;
	constructor(source, pos, end, depth, context) {
		this.pos = pos;
		this.end = end;
		this.#source = source;
		this.#depth = depth;
		this.#context = context;
	}
	get elements() {
		if (this.#elements) return this.#elements;
		const lexer = new Lexer(this.#source, this.pos + 1, this.end - 1, false, this.#context);
		lexer._nestingDepth = this.#depth;
		const elements = [];
		while (lexer.peek(LexContext.ArrayElement).token !== Token.EOF) {
			const token = lexer.next(LexContext.ArrayElement);
			if (token.token !== Token.Word && token.token !== Token.Assignment) continue;
			const text = token.raw ? token.value : this.#source.slice(token.pos, token.end);
			const indexed = text.charCodeAt(0) === 91;
			const context = lexer.getSubstitutionContext();
			const source = !indexed && token.raw && token.keywordEligible ? void 0 : this.#source;
			const resolver = source === void 0 ? computeBareWordParts : indexed ? arrayPartsResolver(context) : wordPartsResolver(context);
			elements.push(new WordImpl(text, token.pos, token.end, source, resolver, this.#depth));
		}
		this.#elements = elements;
		return elements;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			elements: this.elements
		};
	}
};
var AssignmentImpl = class {
	type = "Assignment";
	pos;
	end;
	text;
	#source;
	#depth;
	#context;
	#operatorPos;
	#name = null;
	#append;
	#index;
	#value = null;
	constructor(text, pos, end, source, operatorPos, depth, context) {
		this.pos = pos;
		this.end = end;
		this.text = text;
		this.#source = source;
		this.#operatorPos = operatorPos;
		this.#depth = depth;
		this.#context = context;
	}
	get name() {
		return this.#name ?? this.resolveTarget();
	}
	get append() {
		if (this.#name === null) this.resolveTarget();
		return this.#append;
	}
	get index() {
		if (this.#name === null) this.resolveTarget();
		return this.#index;
	}
	get value() {
		if (this.#value !== null) return this.#value;
		const start = this.#operatorPos + 1;
		const arrayStart = skipLineContinuations(this.#source, start, this.end);
		this.#value = this.#source.charCodeAt(arrayStart) === 40 && this.#source.charCodeAt(this.end - 1) === 41 ? new ArrayValueImpl(this.#source, arrayStart, this.end, this.#depth, this.#context) : new WordImpl(this.#source.slice(start, this.end), start, this.end, this.#source, wordPartsResolver(this.#context), this.#depth);
		return this.#value;
	}
	resolveTarget() {
		const equal = this.#operatorPos - this.pos;
		let nameEnd = equal;
		let appendPos = equal;
		while (appendPos >= 2 && this.text.charCodeAt(appendPos - 2) === 92 && this.text.charCodeAt(appendPos - 1) === 10) appendPos -= 2;
		if (this.text.charCodeAt(appendPos - 1) === 43) {
			this.#append = true;
			nameEnd = appendPos - 1;
		}
		const bracket = this.text.indexOf("[");
		if (bracket > 0 && bracket < nameEnd) {
			const close = this.text.lastIndexOf("]", equal);
			if (close > bracket) {
				const start = this.pos + bracket + 1;
				const end = this.pos + close;
				this.#index = new WordImpl(this.#source.slice(start, end), start, end, this.#source, embeddedPartsResolver(this.#context), this.#depth);
				nameEnd = bracket;
			}
		}
		const name = this.text.slice(0, nameEnd);
		return this.#name = name.includes("\\\n") ? name.split("\\\n").join("") : name;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			text: this.text,
			name: this.name,
			append: this.append,
			index: this.index,
			value: this.value
		};
	}
};

// node_modules/unbash/dist/command.js
const isArgument = (item) => item.type === "Word" || item.type === "Assignment";
var CommandImpl = class {
	type = "Command";
	pos;
	end;
	name;
	prefix;
	suffix;
	#args;
	#redirects;
	constructor(pos, end, name, prefix, suffix) {
		this.pos = pos;
		this.end = end;
		this.name = name;
		this.prefix = prefix;
		this.suffix = suffix;
	}
	get args() {
		if (this.#args === void 0) {
			const suffix = this.suffix;
			this.#args = suffix.every(isArgument) ? suffix : suffix.filter(isArgument);
		}
		return this.#args;
	}
	get redirects() {
		if (this.#redirects === void 0) {
			const redirects = [];
			for (const item of this.prefix) if (item.type !== "Assignment") redirects.push(item);
			for (const item of this.suffix) if (!isArgument(item)) redirects.push(item);
			this.#redirects = redirects;
		}
		return this.#redirects;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			name: this.name,
			prefix: this.prefix,
			suffix: this.suffix
		};
	}
};

// node_modules/unbash/dist/heredoc.js
var HereDocBodyImpl = class {
	type = "HereDocBody";
	pos;
	end;
	text = "";
	#source;
	#depth;
	#context;
	#parts;
	constructor(source, pos, quoted, depth, context) {
		this.pos = pos;
		this.end = pos;
		this.#source = source;
		this.#depth = depth;
		this.#context = context;
		this.#parts = quoted ? void 0 : null;
	}
	get parts() {
		if (this.#parts === null) this.#parts = computeHereDocBodyParts(this.#source, this, this.#depth, this.#context);
		return this.#parts;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			text: this.text,
			parts: this.parts
		};
	}
};

// node_modules/unbash/dist/parser.js
Lexer._findSubstitutionEnd = findSubstitutionEnd;
ScriptExpansionImpl._resolveScript = parseRegion;
ArithmeticExpansionImpl._resolveExpression = parseArithmeticWithParts;
function isDeclarationCommand(name) {
	switch (name.length) {
		case 5: return name === "local" || name === "alias";
		case 6: return name === "export";
		case 7: return name === "declare" || name === "typeset";
		case 8: return name === "readonly";
		default: return false;
	}
}
var ArithmeticCommandImpl = class {
	type = "ArithmeticCommand";
	pos;
	end;
	body;
	#source;
	#depth;
	#context;
	#expression = null;
	constructor(pos, end, body, source, depth, context) {
		this.pos = pos;
		this.end = end;
		this.body = body;
		this.#source = source;
		this.#depth = depth;
		this.#context = context;
	}
	get expression() {
		if (this.#expression === null) this.#expression = parseArithmeticWithParts(this.body, this.pos + 2, this.#source, this.#depth, this.#context);
		return this.#expression;
	}
	set expression(v) {
		this.#expression = v ?? void 0;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			expression: this.expression,
			body: this.body
		};
	}
};
var ArithmeticForImpl = class {
	type = "ArithmeticFor";
	pos;
	end;
	body;
	#initStr;
	#testStr;
	#updateStr;
	#initPos;
	#testPos;
	#updatePos;
	#source;
	#depth;
	#context;
	#initialize = null;
	#test = null;
	#update = null;
	constructor(pos, end, body, initStr, testStr, updateStr, initPos, testPos, updatePos, source, depth, context) {
		this.pos = pos;
		this.end = end;
		this.body = body;
		this.#initStr = initStr;
		this.#testStr = testStr;
		this.#updateStr = updateStr;
		this.#initPos = initPos;
		this.#testPos = testPos;
		this.#updatePos = updatePos;
		this.#source = source;
		this.#depth = depth;
		this.#context = context;
	}
	get initialize() {
		if (this.#initialize === null) {
			if (this.#initStr) this.#initialize = parseArithmeticWithParts(this.#initStr, this.#initPos, this.#source, this.#depth, this.#context);
			else this.#initialize = void 0;
		}
		return this.#initialize;
	}
	set initialize(v) {
		this.#initialize = v ?? void 0;
	}
	get test() {
		if (this.#test === null) {
			if (this.#testStr) this.#test = parseArithmeticWithParts(this.#testStr, this.#testPos, this.#source, this.#depth, this.#context);
			else this.#test = void 0;
		}
		return this.#test;
	}
	set test(v) {
		this.#test = v ?? void 0;
	}
	get update() {
		if (this.#update === null) {
			if (this.#updateStr) this.#update = parseArithmeticWithParts(this.#updateStr, this.#updatePos, this.#source, this.#depth, this.#context);
			else this.#update = void 0;
		}
		return this.#update;
	}
	set update(v) {
		this.#update = v ?? void 0;
	}
	toJSON() {
		return {
			type: this.type,
			pos: this.pos,
			end: this.end,
			initialize: this.initialize,
			test: this.test,
			update: this.update,
			body: this.body
		};
	}
};
const CASE_TERMINATORS = {
	[Token.DoubleSemi]: ";;",
	[Token.SemiAmp]: ";&",
	[Token.DoubleSemiAmp]: ";;&"
};
const REDIRECT_OPS = {
	">": ">",
	">>": ">>",
	"<": "<",
	"<>": "<>",
	"<&": "<&",
	">&": ">&",
	">|": ">|",
	"&>": "&>",
	"&>>": "&>>"
};
const listTerminators = /* @__PURE__ */ new Uint8Array(37);
listTerminators[Token.EOF] = 1;
listTerminators[Token.RParen] = 1;
listTerminators[Token.RBrace] = 1;
listTerminators[Token.Then] = 1;
listTerminators[Token.Else] = 1;
listTerminators[Token.Elif] = 1;
listTerminators[Token.Fi] = 1;
listTerminators[Token.Do] = 1;
listTerminators[Token.Done] = 1;
listTerminators[Token.Esac] = 1;
listTerminators[Token.DoubleSemi] = 1;
listTerminators[Token.SemiAmp] = 1;
listTerminators[Token.DoubleSemiAmp] = 1;
const compoundClosers = /* @__PURE__ */ new Uint8Array(37);
compoundClosers[Token.RParen] = 1;
compoundClosers[Token.RBrace] = 1;
compoundClosers[Token.DblRBracket] = 1;
compoundClosers[Token.Fi] = 1;
compoundClosers[Token.Done] = 1;
compoundClosers[Token.Esac] = 1;
compoundClosers[Token.ArithCmd] = 1;
function isTestNegation(t) {
	return t.token === Token.Word && t.keywordEligible && t.value === "!";
}
const commandStarts = /* @__PURE__ */ new Uint8Array(37);
commandStarts[Token.Word] = 1;
commandStarts[Token.Assignment] = 1;
commandStarts[Token.Bang] = 1;
commandStarts[Token.LParen] = 1;
commandStarts[Token.LBrace] = 1;
commandStarts[Token.DblLBracket] = 1;
commandStarts[Token.If] = 1;
commandStarts[Token.For] = 1;
commandStarts[Token.While] = 1;
commandStarts[Token.Until] = 1;
commandStarts[Token.Case] = 1;
commandStarts[Token.Function] = 1;
commandStarts[Token.Select] = 1;
commandStarts[Token.ArithCmd] = 1;
commandStarts[Token.Coproc] = 1;
commandStarts[Token.Redirect] = 1;
const UNARY_TEST_OPS = {
	"-a": 1,
	"-b": 1,
	"-c": 1,
	"-d": 1,
	"-e": 1,
	"-f": 1,
	"-g": 1,
	"-h": 1,
	"-k": 1,
	"-p": 1,
	"-r": 1,
	"-s": 1,
	"-t": 1,
	"-u": 1,
	"-v": 1,
	"-w": 1,
	"-x": 1,
	"-z": 1,
	"-n": 1,
	"-o": 1,
	"-N": 1,
	"-S": 1,
	"-L": 1,
	"-G": 1,
	"-O": 1,
	"-R": 1
};
const BINARY_TEST_OPS = {
	"==": 1,
	"!=": 1,
	"=~": 1,
	"=": 1,
	"-eq": 1,
	"-ne": 1,
	"-lt": 1,
	"-le": 1,
	"-gt": 1,
	"-ge": 1,
	"-nt": 1,
	"-ot": 1,
	"-ef": 1,
	"<": 1,
	">": 1
};
const EMPTY_REDIRECTS = [];
const EMPTY_PREFIXES = [];
const EMPTY_ELIFS = [];
function parse(source) {
	return new Parser(source, 0, source.length).run();
}
function parseRegion(source, start, end, depth = 0, parenBoundary = false, context) {
	return new Parser(source, start, end, depth, parenBoundary, void 0, context).run();
}
var SubstitutionLexer = class SubstitutionLexer extends Lexer {
	boundaries;
	pending;
	context;
	constructor(source, boundary, boundaries, pending, context, parenBoundary = true) {
		super(source, boundary.start, boundary.end, parenBoundary, context);
		this._nestingDepth = boundary.depth;
		this.boundaries = boundaries;
		this.pending = pending;
		this.context = context;
	}
	fork(start, end, parenBoundary = false) {
		return new SubstitutionLexer(this.getSource(), {
			start,
			end,
			depth: this._nestingDepth
		}, this.boundaries, this.pending, this.context, parenBoundary);
	}
	findSubstitutionEnd(start, end, depth = this._nestingDepth + 1) {
		const known = this.context.boundaries?.get(start);
		if (known !== void 0) return known <= end ? known : -1;
		const boundary = this.boundaries.get(start);
		if (boundary !== void 0) return boundary <= end ? boundary : -1;
		if (!this.boundaries.has(start)) {
			this.boundaries.set(start, void 0);
			this.pending.push({
				start,
				end,
				depth
			});
		}
		return -1;
	}
};
function findSubstitutionEnd(source, start, end, depth, context) {
	const boundaries = /* @__PURE__ */ new Map([[start, void 0]]);
	const pending = [{
		start,
		end,
		depth
	}];
	while (pending.length > 0) {
		const count = pending.length;
		const boundary = pending[count - 1];
		const lexer = new SubstitutionLexer(source, boundary, boundaries, pending, context);
		const found = new Parser(source, boundary.start, boundary.end, boundary.depth, true, lexer).findSubstitutionEnd();
		if (pending.length === count) {
			boundaries.set(boundary.start, found);
			if (found !== -1) substitutionBoundaries(context).set(boundary.start, found);
			pending.pop();
		}
	}
	return boundaries.get(start) ?? -1;
}
var Parser = class {
	tok;
	source;
	start;
	end;
	depth;
	errors = null;
	syntaxDepth = 0;
	constructor(source, start, end, depth = 0, parenBoundary = false, lexer, context) {
		this.tok = lexer ?? new Lexer(source, start, end, parenBoundary, createSubstitutionContext(context));
		this.tok._nestingDepth = depth;
		this.source = source;
		this.start = start;
		this.end = end;
		this.depth = depth;
	}
	run() {
		const start = this.start;
		if (this.depth > 256) this.error("maximum substitution nesting depth exceeded", start);
		let shebang;
		if (start === 0 && this.source.charCodeAt(0) === 35 && this.source.charCodeAt(1) === 33) {
			const nl = this.source.indexOf("\n");
			shebang = nl === -1 ? this.source : this.source.slice(0, nl);
		}
		const commands = this.list();
		for (;;) {
			const unexpected = this.tok.peek(LexContext.CommandStart);
			if (unexpected.token === Token.EOF) break;
			this.unexpectedToken(unexpected);
			if (!listTerminators[unexpected.token] && unexpected.token !== Token.In) break;
			this.tok.next(LexContext.CommandStart);
			let separator = this.tok.peek(LexContext.CommandStart).token;
			if (separator !== Token.Semi && separator !== Token.Newline && separator !== Token.Amp) break;
			while (separator === Token.Semi || separator === Token.Newline || separator === Token.Amp) {
				this.tok.next(LexContext.CommandStart);
				separator = this.tok.peek(LexContext.CommandStart).token;
			}
			const recovered = this.list();
			for (let i = 0; i < recovered.length; i++) commands.push(recovered[i]);
		}
		const lexerErrors = this.tok._errors;
		if (lexerErrors !== null && lexerErrors.length > 0) {
			const errors = this.errors ?? (this.errors = []);
			for (let i = 0; i < lexerErrors.length; i++) errors.push(lexerErrors[i]);
		}
		if (this.errors !== null && this.errors.length > 1) this.errors.sort((a, b) => a.pos - b.pos);
		return {
			type: "Script",
			pos: start,
			end: this.end,
			shebang,
			commands,
			errors: this.errors ?? void 0
		};
	}
	error(message, pos) {
		(this.errors ?? (this.errors = [])).push({
			message,
			pos
		});
	}
	unexpectedToken(t) {
		this.error(`unexpected token '${t.token === Token.Newline ? "newline" : t.value}'`, t.pos);
	}
	findSubstitutionEnd() {
		this.list();
		return this.acceptEnd(Token.RParen);
	}
	skipSemi() {
		if (this.tok.peek(LexContext.Normal).token === Token.Semi) this.tok.next(LexContext.Normal);
	}
	accept(token, ctx = LexContext.Normal) {
		if (this.tok.peek(ctx).token === token) return this.tok.next(ctx);
		return null;
	}
	acceptEnd(token, ctx = LexContext.Normal) {
		if (this.tok.peek(ctx).token === token) return this.tok.next(ctx).end;
		return -1;
	}
	skipNewlines(ctx = LexContext.Normal) {
		while (this.tok.peek(ctx).token === Token.Newline) this.tok.next(ctx);
	}
	doBody(hasDo) {
		const body = this.list();
		const emptyPos = hasDo ? this.emptyListPos(body) : -1;
		if (emptyPos >= 0) this.error("expected command after 'do'", emptyPos);
		return body;
	}
	emptyListPos(commands) {
		return commands.length === 0 ? this.tok.peek(LexContext.CommandStart).pos : -1;
	}
	makeStatement(command) {
		return {
			type: "Statement",
			pos: command.pos,
			end: command.end,
			command,
			background: void 0
		};
	}
	list() {
		const commands = [];
		this.skipNewlines(LexContext.CommandStart);
		let t = this.tok.peek(LexContext.CommandStart).token;
		if (listTerminators[t] || !commandStarts[t]) return commands;
		const first = this.andOr();
		if (first) commands.push(this.makeStatement(first));
		for (;;) {
			t = this.tok.peekFollow(compoundClosers).token;
			if (t !== Token.Semi && t !== Token.Newline && t !== Token.Amp) break;
			const isBackground = t === Token.Amp;
			const sepEnd = this.tok.next(LexContext.Normal).end;
			if (isBackground) {
				const stmt = commands[commands.length - 1];
				stmt.background = true;
				stmt.end = sepEnd;
			}
			this.skipNewlines(LexContext.CommandStart);
			t = this.tok.peek(LexContext.CommandStart).token;
			if (listTerminators[t] || !commandStarts[t]) break;
			const node = this.andOr();
			if (node) commands.push(this.makeStatement(node));
		}
		return commands;
	}
	andOr() {
		const first = this.pipeline();
		if (!first) return null;
		let t = this.tok.peek(LexContext.Normal).token;
		if (t !== Token.And && t !== Token.Or) return first;
		const commands = [first];
		const operators = [];
		do {
			const operatorToken = this.tok.next(LexContext.Normal);
			const operator = operatorToken.token === Token.And ? "&&" : "||";
			this.skipNewlines(LexContext.CommandStart);
			const next = this.pipeline();
			if (!next) {
				this.error(`expected command after '${operator}'`, operatorToken.end);
				break;
			}
			operators.push(operator);
			commands.push(next);
			t = this.tok.peek(LexContext.Normal).token;
		} while (t === Token.And || t === Token.Or);
		return {
			type: "AndOr",
			pos: first.pos,
			end: commands[commands.length - 1].end,
			commands,
			operators
		};
	}
	withRedirects(command) {
		const redirects = this.collectTrailingRedirects();
		if (redirects.length === 0) return command;
		return {
			type: "Redirected",
			pos: command.pos,
			end: redirects[redirects.length - 1].end,
			command,
			redirects
		};
	}
	pipeline() {
		let prefixes;
		for (;;) {
			const token = this.tok.peek(LexContext.CommandStart);
			const isTime = token.token === Token.Word && token.keywordEligible && token.value === "time";
			if (token.token !== Token.Bang && !isTime) break;
			const prefix = this.tok.next(LexContext.CommandStart);
			const pos = prefix.pos;
			const keywordEnd = prefix.end;
			let posix;
			let endOfOptions;
			if (isTime) {
				let flag = this.tok.peek(LexContext.CommandStart);
				if (flag.token === Token.Word && flag.keywordEligible && flag.value === "-p") {
					this.tok.next(LexContext.CommandStart);
					posix = {
						pos: flag.pos,
						end: flag.end
					};
					flag = this.tok.peek(LexContext.CommandStart);
				}
				if (flag.token === Token.Word && flag.keywordEligible && flag.value === "--") {
					this.tok.next(LexContext.CommandStart);
					endOfOptions = {
						pos: flag.pos,
						end: flag.end
					};
				}
			}
			if (prefixes === void 0) prefixes = [];
			prefixes.push(isTime ? {
				type: "Time",
				pos,
				end: endOfOptions?.end ?? posix?.end ?? keywordEnd,
				keywordEnd,
				posix,
				endOfOptions
			} : {
				type: "Negation",
				pos,
				end: keywordEnd
			});
		}
		const command = this.pipelineCommands();
		if (!prefixes) return command;
		const pos = prefixes[0].pos;
		if (command?.type === "Pipeline") {
			command.prefixes = prefixes;
			command.pos = pos;
			return command;
		}
		return {
			type: "Pipeline",
			pos,
			end: command ? command.end : prefixes[prefixes.length - 1].end,
			prefixes,
			commands: command ? [command] : [],
			operators: []
		};
	}
	pipelineCommands() {
		const first = this.command();
		if (!first) return null;
		if (this.tok.peek(LexContext.Normal).token !== Token.Pipe) return first;
		const commands = [first];
		const operators = [];
		while (this.tok.peek(LexContext.Normal).token === Token.Pipe) {
			const pipeToken = this.tok.next(LexContext.Normal);
			const operator = pipeToken.value === "|&" ? "|&" : "|";
			this.skipNewlines(LexContext.CommandStart);
			const cmd = this.command();
			if (!cmd) {
				this.error(`expected command after '${operator}'`, pipeToken.end);
				break;
			}
			operators.push(operator);
			commands.push(cmd);
		}
		if (commands.length === 1) return commands[0];
		return {
			type: "Pipeline",
			pos: first.pos,
			end: commands[commands.length - 1].end,
			prefixes: EMPTY_PREFIXES,
			commands,
			operators
		};
	}
	command() {
		let compound;
		switch (this.tok.peek(LexContext.CommandStart).token) {
			case Token.LParen:
				compound = this.subshell();
				break;
			case Token.LBrace:
				compound = this.braceGroup();
				break;
			case Token.If:
				compound = this.ifClause();
				break;
			case Token.For:
				compound = this.forClause();
				break;
			case Token.While:
				compound = this.whileClause();
				break;
			case Token.Until:
				compound = this.untilClause();
				break;
			case Token.Case:
				compound = this.caseClause();
				break;
			case Token.Function: return this.functionDef();
			case Token.Select:
				compound = this.selectClause();
				break;
			case Token.DblLBracket:
				compound = this.testCommand();
				break;
			case Token.ArithCmd:
				compound = this.arithCommand();
				break;
			case Token.Coproc: return this.coprocCommand();
			case Token.Word:
			case Token.Assignment:
			case Token.Redirect: return this.simpleCommandOrFunction(false);
			default: return null;
		}
		return this.withRedirects(compound);
	}
	collectTrailingRedirects() {
		let redirects = EMPTY_REDIRECTS;
		while (this.tok.peekFollow(compoundClosers).token === Token.Redirect) {
			if (redirects === EMPTY_REDIRECTS) redirects = [];
			redirects.push(this.readRedirect(LexContext.Normal));
		}
		return redirects;
	}
	arithCommand() {
		const tok = this.tok.next(LexContext.CommandStart);
		return new ArithmeticCommandImpl(tok.pos, tok.end, tok.value, this.source, this.depth, this.tok.getSubstitutionContext());
	}
	coprocCommand() {
		const start = this.tok.next(LexContext.CommandStart);
		const pos = start.pos;
		const first = this.tok.peek(LexContext.CommandStart);
		let name;
		if (first.token === Token.Word) {
			const lookahead = this.tok.fork(first.end, this.end);
			switch (lookahead.peek(LexContext.CommandStart).token) {
				case Token.LParen:
					lookahead.next(LexContext.CommandStart);
					if (lookahead.peek(LexContext.Normal).token !== Token.RParen) name = this.readWord(LexContext.CommandStart);
					break;
				case Token.LBrace:
				case Token.If:
				case Token.For:
				case Token.While:
				case Token.Until:
				case Token.Case:
				case Token.Select:
				case Token.DblLBracket:
				case Token.ArithCmd: name = this.readWord(LexContext.CommandStart);
			}
		}
		const cmd = first.token === Token.Word && name === void 0 ? this.simpleCommandOrFunction(true) : this.command();
		if (cmd && cmd.type !== "Function" && cmd.type !== "Coproc") return {
			type: "Coproc",
			pos,
			end: cmd.end,
			name,
			body: cmd
		};
		this.error("expected command after 'coproc'", cmd?.pos ?? start.end);
		const body = cmd ? this.makeCompoundList([this.makeStatement(cmd)]) : {
			type: "CompoundList",
			pos: start.end,
			end: start.end,
			commands: []
		};
		return {
			type: "Coproc",
			pos,
			end: body.end,
			name,
			body
		};
	}
	subshell() {
		return this.subshellBody(this.tok.next(LexContext.CommandStart).pos);
	}
	subshellBody(pos) {
		if (this.syntaxDepth >= 256) {
			this.error("maximum subshell nesting depth exceeded", pos);
			const closeEnd = this.tok.skipSubshellBody();
			if (closeEnd < 0) this.error("expected ')' to close subshell", this.tok.getPos());
			return {
				type: "Subshell",
				pos,
				end: closeEnd >= 0 ? closeEnd : pos,
				body: this.makeCompoundList([])
			};
		}
		this.syntaxDepth++;
		const commands = this.list();
		this.syntaxDepth--;
		if (commands.length === 0) this.error("expected command in subshell", pos);
		const closeEnd = this.acceptEnd(Token.RParen, LexContext.Normal);
		if (closeEnd < 0) this.error("expected ')' to close subshell", this.tok.getPos());
		return {
			type: "Subshell",
			pos,
			end: closeEnd >= 0 ? closeEnd : pos,
			body: this.makeCompoundList(commands)
		};
	}
	braceGroup() {
		const pos = this.tok.next(LexContext.CommandStart).pos;
		if (this.syntaxDepth >= 256) {
			this.error("maximum brace group nesting depth exceeded", pos);
			const closeEnd = this.tok.skipCompoundBody(Token.RBrace);
			if (closeEnd < 0) this.error("expected '}' to close brace group", this.tok.getPos());
			return {
				type: "BraceGroup",
				pos,
				end: closeEnd >= 0 ? closeEnd : pos,
				body: this.makeCompoundList([])
			};
		}
		this.syntaxDepth++;
		const commands = this.list();
		this.syntaxDepth--;
		if (commands.length === 0) this.error("expected command in brace group", pos);
		const closeEnd = this.acceptEnd(Token.RBrace, LexContext.Normal);
		if (closeEnd < 0) this.error("expected '}' to close brace group", this.tok.getPos());
		return {
			type: "BraceGroup",
			pos,
			end: closeEnd >= 0 ? closeEnd : pos,
			body: this.makeCompoundList(commands)
		};
	}
	ifClause() {
		const pos = this.tok.next(LexContext.CommandStart).pos;
		if (this.syntaxDepth >= 256) {
			this.error("maximum if nesting depth exceeded", pos);
			const closeEnd = this.tok.skipCompoundBody(Token.Fi);
			if (closeEnd < 0) this.error("expected 'fi' to close 'if'", this.tok.getPos());
			return {
				type: "If",
				pos,
				end: closeEnd >= 0 ? closeEnd : pos,
				clause: this.makeCompoundList([]),
				then: this.makeCompoundList([]),
				elif: EMPTY_ELIFS,
				else: void 0
			};
		}
		this.syntaxDepth++;
		let command;
		let branchPos = pos;
		for (;;) {
			const clauseCommands = this.list();
			const emptyClausePos = this.emptyListPos(clauseCommands);
			const clause = this.makeCompoundList(clauseCommands);
			this.skipSemi();
			const thenToken = this.accept(Token.Then, LexContext.CommandStart);
			if (!thenToken) this.error("expected 'then'", this.tok.getPos());
			else if (emptyClausePos >= 0) this.error(`expected command after '${branchPos === pos ? "if" : "elif"}'`, emptyClausePos);
			const thenCommands = this.list();
			const then_ = this.makeCompoundList(thenCommands);
			if (thenToken && thenCommands.length === 0) {
				this.error("expected command after 'then'", this.tok.peek(LexContext.CommandStart).pos);
				then_.pos = thenToken.end;
				then_.end = thenToken.end;
			}
			if (command) {
				if (command.elif === EMPTY_ELIFS) command.elif = [];
				command.elif.push({
					type: "Elif",
					pos: branchPos,
					end: then_.end,
					clause,
					then: then_
				});
			} else command = {
				type: "If",
				pos,
				end: pos,
				clause,
				then: then_,
				elif: EMPTY_ELIFS,
				else: void 0
			};
			this.skipSemi();
			const elif = this.accept(Token.Elif, LexContext.CommandStart);
			if (!elif) break;
			branchPos = elif.pos;
		}
		if (this.accept(Token.Else, LexContext.CommandStart)) {
			const elseCommands = this.list();
			const emptyElsePos = this.emptyListPos(elseCommands);
			if (emptyElsePos >= 0) this.error("expected command after 'else'", emptyElsePos);
			command.else = this.makeCompoundList(elseCommands);
			this.skipSemi();
		}
		const closeEnd = this.acceptEnd(Token.Fi, LexContext.CommandStart);
		if (closeEnd < 0) this.error("expected 'fi' to close 'if'", this.tok.getPos());
		command.end = closeEnd >= 0 ? closeEnd : branchPos;
		this.syntaxDepth--;
		return command;
	}
	forClause() {
		const pos = this.tok.next(LexContext.CommandStart).pos;
		if (this.tok.peek(LexContext.Normal).token === Token.LParen) return this.cStyleFor(pos);
		const name = this.readRequiredWord("for");
		let wordlist;
		this.skipNewlines(LexContext.CommandStart);
		if (this.tok.peek(LexContext.CommandStart).token === Token.In) {
			this.tok.next(LexContext.CommandStart);
			wordlist = [];
			while (this.tok.peek(LexContext.Normal).token === Token.Word) wordlist.push(this.readWord(LexContext.Normal));
		}
		this.skipSemi();
		this.skipNewlines(LexContext.CommandStart);
		if (this.tok.peek(LexContext.CommandStart).token === Token.LBrace) {
			const bg = this.braceGroup();
			return {
				type: "For",
				pos,
				end: bg.end,
				name,
				wordlist,
				body: bg.body
			};
		}
		const hasDo = this.accept(Token.Do, LexContext.CommandStart) !== null;
		if (!hasDo) this.error("expected 'do'", this.tok.getPos());
		if (this.syntaxDepth >= 256) {
			this.error("maximum for nesting depth exceeded", pos);
			const closeEnd = this.tok.skipCompoundBody(Token.Done);
			if (closeEnd < 0) this.error("expected 'done' to close 'for'", this.tok.getPos());
			return {
				type: "For",
				pos,
				end: closeEnd >= 0 ? closeEnd : pos,
				name,
				wordlist,
				body: this.makeCompoundList([])
			};
		}
		this.syntaxDepth++;
		const body = this.doBody(hasDo);
		this.syntaxDepth--;
		this.skipSemi();
		const closeEnd = this.acceptEnd(Token.Done, LexContext.CommandStart);
		if (closeEnd < 0) this.error("expected 'done' to close 'for'", this.tok.getPos());
		return {
			type: "For",
			pos,
			end: closeEnd >= 0 ? closeEnd : pos,
			name,
			wordlist,
			body: this.makeCompoundList(body)
		};
	}
	cStyleFor(pos) {
		const [initStr, testStr, updateStr, initPos, testPos, updatePos] = this.tok.readCStyleForExprs();
		if (this.tok.peek(LexContext.CommandStart).token === Token.Semi) this.tok.next(LexContext.CommandStart);
		this.skipNewlines(LexContext.CommandStart);
		if (this.tok.peek(LexContext.CommandStart).token === Token.LBrace) {
			const bg = this.braceGroup();
			return new ArithmeticForImpl(pos, bg.end, bg.body, initStr, testStr, updateStr, initPos, testPos, updatePos, this.source, this.depth, this.tok.getSubstitutionContext());
		}
		const hasDo = this.accept(Token.Do, LexContext.CommandStart) !== null;
		if (!hasDo) this.error("expected 'do'", this.tok.getPos());
		if (this.syntaxDepth >= 256) {
			this.error("maximum for nesting depth exceeded", pos);
			const closeEnd = this.tok.skipCompoundBody(Token.Done);
			if (closeEnd < 0) this.error("expected 'done' to close 'for'", this.tok.getPos());
			return new ArithmeticForImpl(pos, closeEnd >= 0 ? closeEnd : pos, this.makeCompoundList([]), initStr, testStr, updateStr, initPos, testPos, updatePos, this.source, this.depth, this.tok.getSubstitutionContext());
		}
		this.syntaxDepth++;
		const body = this.doBody(hasDo);
		this.syntaxDepth--;
		const closeEnd = this.acceptEnd(Token.Done, LexContext.CommandStart);
		if (closeEnd < 0) this.error("expected 'done' to close 'for'", this.tok.getPos());
		return new ArithmeticForImpl(pos, closeEnd >= 0 ? closeEnd : pos, this.makeCompoundList(body), initStr, testStr, updateStr, initPos, testPos, updatePos, this.source, this.depth, this.tok.getSubstitutionContext());
	}
	whileClause() {
		return this.whileOrUntil("while");
	}
	untilClause() {
		return this.whileOrUntil("until");
	}
	whileOrUntil(kind) {
		const pos = this.tok.next(LexContext.CommandStart).pos;
		if (this.syntaxDepth >= 256) {
			this.error(`maximum ${kind} nesting depth exceeded`, pos);
			const closeEnd = this.tok.skipCompoundBody(Token.Done);
			if (closeEnd < 0) this.error(`expected 'done' to close '${kind}'`, this.tok.getPos());
			return {
				type: "While",
				pos,
				end: closeEnd >= 0 ? closeEnd : pos,
				kind,
				clause: this.makeCompoundList([]),
				body: this.makeCompoundList([])
			};
		}
		this.syntaxDepth++;
		const clauseCommands = this.list();
		const emptyClausePos = this.emptyListPos(clauseCommands);
		const clause = this.makeCompoundList(clauseCommands);
		this.skipSemi();
		const hasDo = this.accept(Token.Do, LexContext.CommandStart) !== null;
		if (!hasDo) this.error("expected 'do'", this.tok.getPos());
		else if (emptyClausePos >= 0) this.error(`expected command after '${kind}'`, emptyClausePos);
		const body = this.doBody(hasDo);
		this.skipSemi();
		const closeEnd = this.acceptEnd(Token.Done, LexContext.CommandStart);
		if (closeEnd < 0) this.error(`expected 'done' to close '${kind}'`, this.tok.getPos());
		const end = closeEnd >= 0 ? closeEnd : pos;
		this.syntaxDepth--;
		return {
			type: "While",
			pos,
			end,
			kind,
			clause,
			body: this.makeCompoundList(body)
		};
	}
	caseClause() {
		const pos = this.tok.next(LexContext.CommandStart).pos;
		const word = this.readRequiredWord("case");
		this.skipNewlines(LexContext.CommandStart);
		if (!this.accept(Token.In, LexContext.CommandStart)) this.error("expected 'in' after 'case' word", this.tok.getPos());
		this.skipNewlines(LexContext.CasePattern);
		if (this.syntaxDepth >= 256) {
			this.error("maximum case nesting depth exceeded", pos);
			const closeEnd = this.tok.skipCompoundBody(Token.Esac);
			if (closeEnd < 0) this.error("expected 'esac' to close 'case'", this.tok.getPos());
			return {
				type: "Case",
				pos,
				end: closeEnd >= 0 ? closeEnd : pos,
				word,
				items: []
			};
		}
		this.syntaxDepth++;
		const items = [];
		let invalid = false;
		let t = this.tok.peek(LexContext.CasePattern).token;
		while (t !== Token.Esac && t !== Token.EOF) {
			const itemPos = this.tok.peek(LexContext.Normal).pos;
			this.accept(Token.LParen, LexContext.Normal);
			const pattern = [];
			let expectWord = true;
			let next = this.tok.peek(LexContext.Normal);
			while (next.token !== Token.RParen && next.token !== Token.EOF) {
				if (next.token === (expectWord ? Token.Word : Token.Pipe)) expectWord = !expectWord;
				else if (!invalid) {
					this.unexpectedToken(next);
					invalid = true;
				}
				const tok = this.tok.next(LexContext.Normal);
				if (tok.token === Token.Word) pattern.push(this.toWord(tok));
				next = this.tok.peek(LexContext.Normal);
			}
			if (expectWord && next.token === Token.RParen && !invalid) {
				this.unexpectedToken(next);
				invalid = true;
			}
			const rparenEnd = this.acceptEnd(Token.RParen, LexContext.Normal);
			const cmds = this.list();
			const bodyPos = rparenEnd >= 0 ? rparenEnd : pattern.length > 0 ? pattern[pattern.length - 1].end : itemPos;
			const item = {
				type: "CaseItem",
				pos: itemPos,
				end: cmds.length > 0 ? cmds[cmds.length - 1].end : bodyPos,
				pattern,
				body: cmds.length > 0 ? this.makeCompoundList(cmds) : {
					type: "CompoundList",
					pos: bodyPos,
					end: bodyPos,
					commands: []
				},
				terminator: void 0
			};
			const after = this.tok.peek(LexContext.CommandStart);
			t = after.token;
			if (t === Token.DoubleSemi || t === Token.SemiAmp || t === Token.DoubleSemiAmp) {
				const termTok = this.tok.next(LexContext.CommandStart);
				item.terminator = CASE_TERMINATORS[termTok.token];
				item.end = termTok.end;
			} else if (t !== Token.Esac && t !== Token.EOF && !invalid) {
				this.unexpectedToken(after);
				invalid = true;
			}
			items.push(item);
			this.skipNewlines(LexContext.CasePattern);
			t = this.tok.peek(LexContext.CasePattern).token;
		}
		const closeEnd = this.acceptEnd(Token.Esac, LexContext.CommandStart);
		if (closeEnd < 0) this.error("expected 'esac' to close 'case'", this.tok.getPos());
		const end = closeEnd >= 0 ? closeEnd : pos;
		this.syntaxDepth--;
		return {
			type: "Case",
			pos,
			end,
			word,
			items
		};
	}
	selectClause() {
		const pos = this.tok.next(LexContext.CommandStart).pos;
		const name = this.readRequiredWord("select");
		let wordlist;
		this.skipNewlines(LexContext.CommandStart);
		if (this.tok.peek(LexContext.CommandStart).token === Token.In) {
			this.tok.next(LexContext.CommandStart);
			wordlist = [];
			while (this.tok.peek(LexContext.Normal).token === Token.Word) wordlist.push(this.readWord(LexContext.Normal));
		}
		this.skipSemi();
		this.skipNewlines(LexContext.CommandStart);
		if (this.tok.peek(LexContext.CommandStart).token === Token.LBrace) {
			const bg = this.braceGroup();
			return {
				type: "Select",
				pos,
				end: bg.end,
				name,
				wordlist,
				body: bg.body
			};
		}
		const hasDo = this.accept(Token.Do, LexContext.CommandStart) !== null;
		if (!hasDo) this.error("expected 'do'", this.tok.getPos());
		if (this.syntaxDepth >= 256) {
			this.error("maximum select nesting depth exceeded", pos);
			const closeEnd = this.tok.skipCompoundBody(Token.Done);
			if (closeEnd < 0) this.error("expected 'done' to close 'select'", this.tok.getPos());
			return {
				type: "Select",
				pos,
				end: closeEnd >= 0 ? closeEnd : pos,
				name,
				wordlist,
				body: this.makeCompoundList([])
			};
		}
		this.syntaxDepth++;
		const body = this.doBody(hasDo);
		this.syntaxDepth--;
		this.skipSemi();
		const closeEnd = this.acceptEnd(Token.Done, LexContext.CommandStart);
		if (closeEnd < 0) this.error("expected 'done' to close 'select'", this.tok.getPos());
		return {
			type: "Select",
			pos,
			end: closeEnd >= 0 ? closeEnd : pos,
			name,
			wordlist,
			body: this.makeCompoundList(body)
		};
	}
	testCommand() {
		const pos = this.tok.next(LexContext.CommandStart).pos;
		const expr = this.parseTestOr();
		const closeEnd = this.acceptEnd(Token.DblRBracket, LexContext.TestMode);
		if (closeEnd < 0) this.error("expected ']]' to close '[['", this.tok.getPos());
		return {
			type: "TestCommand",
			pos,
			end: closeEnd >= 0 ? closeEnd : pos,
			expression: expr
		};
	}
	parseTestOr() {
		const first = this.parseTestAnd();
		if (this.tok.peek(LexContext.TestMode).token !== Token.Or) return first;
		const operands = [first];
		do {
			this.tok.next(LexContext.TestMode);
			operands.push(this.parseTestAnd());
		} while (this.tok.peek(LexContext.TestMode).token === Token.Or);
		return {
			type: "TestLogical",
			pos: first.pos,
			end: operands[operands.length - 1].end,
			operator: "||",
			operands
		};
	}
	parseTestAnd() {
		const first = this.parseTestNot();
		if (this.tok.peek(LexContext.TestMode).token !== Token.And) return first;
		const operands = [first];
		do {
			this.tok.next(LexContext.TestMode);
			operands.push(this.parseTestNot());
		} while (this.tok.peek(LexContext.TestMode).token === Token.And);
		return {
			type: "TestLogical",
			pos: first.pos,
			end: operands[operands.length - 1].end,
			operator: "&&",
			operands
		};
	}
	parseTestNot() {
		let t = this.tok.peek(LexContext.TestMode);
		if (!isTestNegation(t)) return this.parseTestPrimary();
		const negations = [];
		while (isTestNegation(t)) {
			const bang = this.tok.next(LexContext.TestMode);
			negations.push({
				type: "Negation",
				pos: bang.pos,
				end: bang.end
			});
			t = this.tok.peek(LexContext.TestMode);
		}
		const operand = this.parseTestPrimary();
		return {
			type: "TestNot",
			pos: negations[0].pos,
			end: operand.end,
			negations,
			operand
		};
	}
	parseTestPrimary() {
		if (this.tok.peek(LexContext.TestMode).token === Token.LParen) {
			const openPos = this.tok.next(LexContext.TestMode).pos;
			if (this.syntaxDepth >= 256) {
				this.error("maximum test group nesting depth exceeded", openPos);
				const closeEnd = this.tok.skipTestGroup();
				if (closeEnd < 0) this.error("expected ')' to close test group", this.tok.getPos());
				return {
					type: "TestGroup",
					pos: openPos,
					end: closeEnd >= 0 ? closeEnd : openPos,
					expression: {
						type: "TestUnary",
						pos: openPos,
						end: openPos,
						operator: "-n",
						operand: new WordImpl("", openPos, openPos)
					}
				};
			}
			this.syntaxDepth++;
			const expr = this.parseTestOr();
			this.syntaxDepth--;
			const closeEnd = this.acceptEnd(Token.RParen, LexContext.TestMode);
			if (closeEnd < 0) this.error("expected ')' to close test group", this.tok.getPos());
			return {
				type: "TestGroup",
				pos: openPos,
				end: closeEnd >= 0 ? closeEnd : openPos,
				expression: expr
			};
		}
		const first = this.tok.next(LexContext.TestMode);
		if (first.token === Token.And || first.token === Token.Or) this.unexpectedToken(first);
		const val = first.value;
		const firstPos = first.pos;
		const firstEnd = first.end;
		if (first.keywordEligible && UNARY_TEST_OPS[val] === 1) {
			if (this.tok.peek(LexContext.TestMode).token === Token.Word) {
				const operand = this.readTestOperand();
				return {
					type: "TestUnary",
					pos: firstPos,
					end: operand.end,
					operator: val,
					operand
				};
			}
			this.error("expected operand after unary test operator", firstEnd);
			return {
				type: "TestUnary",
				pos: firstPos,
				end: firstEnd,
				operator: val,
				operand: new WordImpl("", firstEnd, firstEnd)
			};
		}
		const nt = this.tok.peek(LexContext.TestMode);
		if (nt.token === Token.Word && nt.keywordEligible && BINARY_TEST_OPS[nt.value] === 1) {
			const op = this.tok.next(LexContext.TestMode).value;
			let right;
			if (op === "=~") {
				const token = this.tok.readTestRegexWord();
				right = new WordImpl(this.source.slice(token.pos, token.end), token.pos, token.end, this.source, embeddedPartsResolver(this.tok.getSubstitutionContext()), this.depth);
			} else right = this.readTestOperand();
			const left = this.toWordFromPosEnd(first, firstPos, firstEnd);
			return {
				type: "TestBinary",
				pos: firstPos,
				end: right.end,
				operator: op,
				left,
				right
			};
		}
		const w = this.toWordFromPosEnd(first, firstPos, firstEnd);
		return {
			type: "TestUnary",
			pos: firstPos,
			end: w.end,
			operator: "-n",
			operand: w
		};
	}
	readTestOperand() {
		const t = this.tok.next(LexContext.TestMode);
		if (t.keywordEligible && (t.value === "<" || t.value === ">")) this.error(`unexpected argument '${t.value}' to conditional operator`, t.pos);
		return this.toWord(t);
	}
	functionDef() {
		const pos = this.tok.next(LexContext.CommandStart).pos;
		const name = this.readWord(LexContext.FunctionName);
		let body;
		if (this.tok.peek(LexContext.CommandStart).token === Token.LParen) {
			const openPos = this.tok.next(LexContext.CommandStart).pos;
			if (this.tok.peek(LexContext.CommandStart).token === Token.RParen) {
				this.tok.next(LexContext.CommandStart);
				this.skipNewlines(LexContext.CommandStart);
				body = this.commandAsBody();
			} else body = this.withRedirects(this.subshellBody(openPos));
		} else {
			this.skipNewlines(LexContext.CommandStart);
			body = this.commandAsBody();
		}
		return {
			type: "Function",
			pos,
			end: body.end,
			name,
			body
		};
	}
	simpleCommandOrFunction(coproc) {
		const prefix = [];
		const cmdPos = this.tok.peek(LexContext.CommandStart).pos;
		let lastEnd = cmdPos;
		let ctx = LexContext.CommandStart;
		for (;;) {
			const t = this.tok.peek(ctx).token;
			if (t === Token.Assignment) {
				const assignment = this.tok.next(ctx);
				lastEnd = assignment.end;
				prefix.push(this.parseAssignment(assignment));
			} else if (t === Token.Redirect) {
				const redirect = this.readRedirect(ctx);
				prefix.push(redirect);
				lastEnd = redirect.end;
			} else break;
			ctx = LexContext.CommandPrefix;
		}
		if (this.tok.peek(LexContext.Normal).token !== Token.Word) return new CommandImpl(cmdPos, lastEnd, void 0, prefix, []);
		const nameToken = this.tok.next(LexContext.Normal);
		const keyword = nameToken.keywordEligible ? nameToken.value : "";
		const name = this.toWord(nameToken);
		ctx = isDeclarationCommand(keyword) ? LexContext.Declaration : keyword === "eval" || keyword === "let" ? LexContext.EvalArgument : LexContext.Normal;
		lastEnd = name.end;
		const suffix = [];
		if (coproc) while (this.tok.peek(LexContext.CommandPrefix).token === Token.Assignment) {
			const token = this.tok.next(LexContext.CommandPrefix);
			const word = ctx === LexContext.Declaration ? this.parseAssignment(token) : this.toWord(token);
			suffix.push(word);
			lastEnd = word.end;
		}
		if (this.tok.peek(ctx).token === Token.LParen && suffix.length === 0) {
			this.tok.next(LexContext.Normal);
			if (this.tok.peek(LexContext.Normal).token === Token.RParen) {
				this.tok.next(LexContext.Normal);
				this.skipNewlines(LexContext.CommandStart);
				const body = this.commandAsBody();
				return {
					type: "Function",
					pos: name.pos,
					end: body.end,
					name,
					body
				};
			}
		}
		for (;;) {
			const st = this.tok.peek(ctx).token;
			if (st === Token.Word || st === Token.Assignment) {
				const token = this.tok.next(ctx);
				const w = st === Token.Assignment ? this.parseAssignment(token) : this.toWord(token);
				suffix.push(w);
				lastEnd = w.end;
			} else if (st === Token.Redirect) {
				const redirect = this.readRedirect(ctx);
				suffix.push(redirect);
				lastEnd = redirect.end;
			} else break;
		}
		return new CommandImpl(cmdPos, lastEnd, name, prefix, suffix);
	}
	readRedirect(ctx) {
		const t = this.tok.next(ctx);
		const tPos = t.pos;
		const tEnd = t.end;
		const descriptor = t.fileDescriptor !== void 0 ? {
			type: "FileDescriptor",
			pos: tPos,
			end: t.descriptorEnd,
			value: t.fileDescriptor
		} : t.variableName !== void 0 ? {
			type: "FileDescriptorVariable",
			pos: tPos,
			end: t.descriptorEnd,
			name: t.variableName
		} : void 0;
		const hasTarget = t.targetEnd > t.targetPos;
		if (!hasTarget) this.error("expected redirect target", t.targetPos);
		if (t.value === "<<" || t.value === "<<-") {
			const r = {
				type: "HereDoc",
				pos: tPos,
				end: tEnd,
				operator: t.value,
				descriptor,
				delimiter: hasTarget ? {
					type: "HereDocDelimiter",
					pos: t.targetPos,
					end: t.targetEnd,
					text: this.source.slice(t.targetPos, t.targetEnd),
					value: t.content ?? "",
					quoted: t.delimiterQuoted
				} : void 0,
				body: new HereDocBodyImpl(this.source, tEnd, t.delimiterQuoted, this.depth, this.tok.getSubstitutionContext()),
				closing: void 0
			};
			if (hasTarget) this.tok.registerHereDocTarget(r);
			return r;
		}
		const target = hasTarget ? new WordImpl(this.source.slice(t.targetPos, t.targetEnd), t.targetPos, t.targetEnd, this.source, wordPartsResolver(this.tok.getSubstitutionContext()), this.depth) : void 0;
		return t.value === "<<<" ? {
			type: "HereString",
			pos: tPos,
			end: tEnd,
			operator: "<<<",
			descriptor,
			target
		} : {
			type: "Redirect",
			pos: tPos,
			end: tEnd,
			operator: REDIRECT_OPS[t.value] ?? ">",
			descriptor,
			target
		};
	}
	commandAsBody() {
		const cmd = this.command();
		if (cmd && cmd.type !== "Command" && cmd.type !== "Function" && cmd.type !== "Coproc") return cmd;
		this.error("expected compound command as function body", cmd?.pos ?? this.tok.getPos());
		return this.makeCompoundList(cmd ? [this.makeStatement(cmd)] : []);
	}
	readWord(ctx) {
		return this.toWord(this.tok.next(ctx));
	}
	readRequiredWord(keyword) {
		const t = this.tok.peek(LexContext.Normal);
		if (t.token === Token.Word) return this.toWord(this.tok.next(LexContext.Normal));
		if (t.token !== Token.EOF) this.error(`expected word after '${keyword}'`, t.pos);
		return new WordImpl("", t.pos, t.pos);
	}
	toWord(tok) {
		const text = tok.raw ? tok.value : this.source.slice(tok.pos, tok.end);
		const source = tok.raw && tok.keywordEligible ? void 0 : this.source;
		return new WordImpl(text, tok.pos, tok.end, source, source === void 0 ? computeBareWordParts : wordPartsResolver(this.tok.getSubstitutionContext()), this.depth);
	}
	toWordFromPosEnd(tok, pos, end) {
		if (tok.pos === pos && tok.end === end) return this.toWord(tok);
		return new WordImpl(this.source.slice(pos, end), pos, end, this.source, wordPartsResolver(this.tok.getSubstitutionContext()), this.depth);
	}
	parseAssignment(token) {
		const text = token.raw ? token.value : this.source.slice(token.pos, token.end);
		return new AssignmentImpl(text, token.pos, token.end, this.source, token.assignmentOperatorPos, this.depth, this.tok.getSubstitutionContext());
	}
	makeCompoundList(commands) {
		const p = this.tok.getPos();
		return {
			type: "CompoundList",
			pos: commands.length > 0 ? commands[0].pos : p,
			end: commands.length > 0 ? commands[commands.length - 1].end : p,
			commands
		};
	}
};

// src/source/qemu/branch.ts
/** One of several things is done, and nobody knows which. */
function branch(runs, scope) {
	const before = scope.values;
	const ends = runs.map((run) => {
		scope.spend(before.size);
		scope.values = new Map(before);
		run();
		return scope.values;
	});
	const after = new Map(before);
	for (const name of new Set(ends.flatMap((end) => [...end.keys()]))) {
		const old = before.get(name);
		const [one, ...others] = ends.map((end) => end.get(name)).filter((value) => value !== old).filter((value, index, all) => index === all.findIndex((each) => spell(each, scope) === spell(value, scope)));
		if (one === void 0) continue;
		const taken = ends.every((end) => spell(end.get(name), scope) === spell(one, scope)) ? one : others.length === 0 ? extended(old, one) : void 0;
		after.set(name, taken ?? unsaid(name, one, "depends on a condition"));
	}
	scope.values = after;
}
function spell(value, { spend }) {
	const text = JSON.stringify(value?.words.map(textOf)) ?? "";
	spend(text.length);
	return text;
}
/** A value to which whole words were added, which are told; undefined where it changed. */
function extended(old, value) {
	const [before, after] = [old?.words ?? [], value.words];
	const note = "stands under a condition, which is taken as met";
	const tell = (piece) => ({
		...piece,
		note: piece.note ?? note
	});
	if (value.isArray) {
		if (before.some((word, index) => textOf(word) !== textOf(after[index] ?? []))) return void 0;
		const words = after.map((word, index) => index < before.length ? word : word.map(tell));
		return {
			...value,
			words
		};
	}
	const [own = [], now = []] = [before[0], after[0]];
	const [start, whole] = [textOf(own), textOf(now)];
	const added = whole.slice(start.length);
	if (!(whole.startsWith(start) && /^(?:\s|-|$)/.test(added)) || start.trim() !== "" && !/^\s|^$/.test(added)) return void 0;
	return {
		...value,
		words: [now.map((piece, index) => index < own.length ? piece : tell(piece))]
	};
}
/** A variable that has a value which nobody knows. */
function unsaid(name, value, why) {
	const line = pieceAt(value.words.at(-1) ?? [], 0).line;
	return {
		words: [[hole(name, line, why)]],
		isArray: false
	};
}

// src/source/qemu/expand.ts
/** The words that a word of a script becomes; none where all of it is empty. */
function expand(word, scope) {
	const words = [];
	let current;
	const append = (pieces) => {
		current ??= [];
		for (const piece of pieces) {
			scope.spend(piece.text.length);
			const last = current.at(-1);
			const isSame = last?.line === piece.line && last.note === piece.note;
			if (last !== void 0 && isSame && last.why === void 0 && piece.why === void 0) current[current.length - 1] = {
				...last,
				text: last.text + piece.text
			};
			else if (piece.text !== "") current.push(piece);
		}
	};
	const cut = () => {
		if (current !== void 0) words.push(current);
		current = void 0;
	};
	const appendAll = (values) => {
		for (const [index, value] of values.entries()) {
			if (index > 0) cut();
			append(value);
		}
	};
	const appendSplit = (value) => {
		for (const piece of value) for (const [index, text] of piece.text.split(/[ \t\r\n]+/).entries()) {
			if (index > 0) cut();
			if (text !== "") append([{
				...piece,
				text,
				line: lineIn(piece, text)
			}]);
		}
	};
	const visit = (part, isQuoted) => {
		const line = scope.lineOf(part.pos);
		if (part.type === "DoubleQuoted" || part.type === "LocaleString") {
			const [only] = part.parts;
			if (!(part.parts.length === 1 && only !== void 0 && isWholeList(only))) append([]);
			for (const child of part.parts) visit(child, true);
		} else if (part.type === "Literal") append(literal(part, isQuoted, scope));
		else if (part.type === "SingleQuoted" || part.type === "AnsiCQuoted") append(linesOf$1(part.value, line));
		else if (part.type === "Glob" || part.type === "ExtendedGlob") append([{
			text: part.text,
			line
		}]);
		else if (part.type === "SimpleExpansion" || part.type === "ParameterExpansion") {
			const { words: held, isArray } = valueOf(part, scope);
			const values = held.map((each) => each.map((piece) => ({
				...piece,
				line: piece.line || line
			})));
			const all = isArray || isWholeList(part) ? values : values.slice(0, 1);
			if (isQuoted) appendAll(all);
			else for (const [at, value] of all.entries()) {
				if (at > 0) cut();
				appendSplit(value);
			}
		} else append([hole(shortened(part.text), line, "is made when the script runs")]);
	};
	if (word.parts === void 0) append(literal(word, false, scope));
	else for (const part of word.parts) visit(part, false);
	cut();
	return words;
}
/** What a word of a script becomes where nothing splits it, as in an assignment. */
function expandOne(word, scope) {
	const quoted = word.parts?.map((part) => part.type === "SimpleExpansion" || part.type === "ParameterExpansion" ? {
		...part,
		type: "DoubleQuoted",
		parts: [part]
	} : part);
	return expand(quoted === void 0 ? word : {
		...word,
		parts: quoted
	}, scope).flatMap((each, index) => index === 0 ? each : [{
		text: " ",
		line: scope.lineOf(word.pos)
	}, ...each]);
}
function isWholeList(part) {
	return part.type === "SimpleExpansion" ? part.text === "$@" : part.type === "ParameterExpansion" && (part.parameter === "@" || part.index?.text === "@");
}
/** Pieces of a text whose first character stands in `line`. */
function linesOf$1(text, line) {
	return text.split(/(?<=\n)/).map((each, index) => ({
		text: each,
		line: line + index
	})).filter((piece) => piece.text !== "");
}
/** Text of the script itself, without its backslashes. */
function literal({ text, pos }, isQuoted, { lineOf }) {
	const escape = isQuoted ? /\\(\n|["$`\\])/g : /\\([^])/g;
	let offset = pos;
	return text.split(/(?<=\n)/).map((each) => {
		const line = lineOf(offset);
		offset += each.length;
		return {
			text: each.replace(escape, (_, next) => next === "\n" ? "" : next),
			line
		};
	});
}
function lineIn({ text, line }, part) {
	return line + (text.slice(0, text.indexOf(part)).match(/\n/g)?.length ?? 0);
}
function shortened(text) {
	return `(${text.replace(/[^\w ./-]/g, "").trim().slice(0, 20)})`;
}
function valueOf(part, scope) {
	const line = scope.lineOf(part.pos);
	const unsaid = (name, why) => ({
		words: [[hole(name, line, why)]],
		isArray: false
	});
	if (part.type === "SimpleExpansion") {
		const name = part.text.slice(1);
		const value = scope.values.get(name);
		return value === void 0 ? unsaid(name) : {
			...value,
			isArray: false
		};
	}
	const { parameter: name, prefix, index, operation } = part;
	const value = scope.values.get(name);
	const isAll = index === void 0 || index.text === "@" || index.text === "*";
	if (prefix !== void 0 || !isAll) return unsaid(name, "is made when the script runs");
	const held = value === void 0 ? void 0 : {
		...value,
		isArray: index?.text === "@" || index?.text === "*"
	};
	if (operation === void 0) return held ?? unsaid(name);
	if (operation.type !== "Default") return unsaid(name, "is made when the script runs");
	const { operator, operand } = operation;
	const isEmpty = (held?.words ?? []).every((word) => textOf(word) === "");
	const counts = held !== void 0 && !(operator.startsWith(":") && isEmpty);
	if (operator.endsWith("+")) {
		if (held === void 0) return unsaid(name);
		return {
			words: counts ? [expandOne(operand, scope)] : [[]],
			isArray: false
		};
	}
	if (counts) return held;
	if (operator.endsWith("?")) return unsaid(name);
	const note = `${name} has its default in the script`;
	const usual = {
		words: [expandOne(operand, scope).map((piece) => ({
			...piece,
			note
		}))],
		isArray: false
	};
	if (operator.endsWith("=")) scope.values.set(name, usual);
	return usual;
}

// src/source/qemu/shell.ts
/** The most characters that expanding variables may make. */
const mostExpanded = 2 ** 22;
var TooMuch = class extends Error {};
/** A value of the config, at no line of the file. */
function valueOfText(text, line, note) {
	return {
		words: [[{
			text,
			line,
			note
		}].filter((piece) => piece.text !== "")],
		isArray: false
	};
}
/**
* The starts of QEMU in a text of commands. Variables have the values that the text gives them;
* nothing is run, so what a function or a loop makes is not known.
*/
function readCommands({ path, text, lineOf, values }) {
	const calls = [];
	let spent = 0;
	const spend = (characters) => {
		spent += characters + 1;
		if (spent > mostExpanded) throw new TooMuch();
	};
	const scope = {
		values: new Map(values),
		lineOf,
		spend
	};
	try {
		const script = parse(text);
		const [error] = script.errors ?? [];
		if (error !== void 0) {
			const problem = `no commands of a shell: ${quoted(error.message)}`;
			return reject(placeOf(path, lineOf(error.pos)), problem, "let `bash -n` accept it first");
		}
		walkAll(script.commands, {
			scope,
			calls
		});
		return accept(calls);
	} catch (error) {
		if (!(error instanceof TooMuch || error instanceof RangeError)) throw error;
		return reject(path, "its variables hold too much, or it nests too deeply", "give the finished command: `set -x` prints it");
	}
}
function walkAll(statements, walk) {
	for (const { command } of statements) visit(command, walk);
}
function visit(node, walk) {
	const { scope } = walk;
	switch (node.type) {
		case "Command": return visitCommand(node, walk);
		case "AndOr": {
			const [first, ...others] = node.commands;
			if (first !== void 0) visit(first, walk);
			return branch([() => others.forEach((other) => visit(other, walk)), nothing], scope);
		}
		case "If":
			walkAll(node.clause.commands, walk);
			return branch([
				node.then,
				...node.elif.map(({ then }) => then),
				node.else
			].map((list) => () => {
				if (list !== void 0) walkAll(list.commands, walk);
			}), scope);
		case "Case": {
			const runs = node.items.map((item) => () => walkAll(item.body.commands, walk));
			return branch([...runs, nothing], scope);
		}
		case "For":
		case "While":
		case "Select":
		case "ArithmeticFor":
			forget(node, scope, "is made in a loop");
			return walkAll(node.body.commands, walk);
		case "Redirected": return visit(node.command, walk);
		case "BraceGroup": return walkAll(node.body.commands, walk);
		case "Subshell": return apart(walk, () => walkAll(node.body.commands, walk));
		case "Pipeline": return apart(walk, () => node.commands.forEach((each) => visit(each, walk)));
		case "Function":
			forget(node, scope, "is made in a function");
			return visitFunction(node, walk);
		case "ArithmeticCommand": throw new Error("Not implemented yet: \"ArithmeticCommand\" case");
		case "Coproc": throw new Error("Not implemented yet: \"Coproc\" case");
		case "TestCommand": throw new Error("Not implemented yet: \"TestCommand\" case");
		default: return;
	}
}
function nothing() {}
/** What runs in a process of its own changes no variable of the script. */
function apart({ scope }, run) {
	const before = new Map(scope.values);
	scope.spend(before.size);
	run();
	scope.values = before;
}
/** Variables that a part of the script sets are not known from there on. */
function forget(node, scope, why) {
	const set = (name, pos) => {
		scope.values.set(name, {
			words: [[hole(name, scope.lineOf(pos), why)]],
			isArray: false
		});
	};
	const look = (each) => {
		scope.spend(1);
		if (each.type === "Assignment") set(each.name, each.pos);
		else if (each.type === "For" || each.type === "Select") set(each.name.text, each.pos);
		else if (each.type === "Command" && setters.has(each.name?.text ?? "")) {
			for (const arg of each.args) if (/^\w+$/.test(arg.text)) set(arg.text, arg.pos);
		}
		forEachChild(each, look);
	};
	look(node);
}
const setters = /* @__PURE__ */ new Set([
	"read",
	"mapfile",
	"readarray",
	"getopts",
	"unset",
	"printf",
	"let"
]);
/** A function is not run; one that starts QEMU is told as what is not read. */
function visitFunction(node, { scope, calls }) {
	const inside = [];
	const own = {
		...scope,
		values: new Map(scope.values)
	};
	scope.spend(own.values.size);
	if (node.body.type !== "CompoundList") visit(node.body, {
		scope: own,
		calls: inside
	});
	const trouble = "stands in a function, which is not run";
	calls.push(...inside.map((call) => ({
		...call,
		trouble: call.trouble ?? trouble
	})));
}
function visitCommand(node, { scope, calls }) {
	const { name, args } = node;
	const line = scope.lineOf(node.pos);
	if (name === void 0) {
		for (const each of node.prefix) if (each.type === "Assignment") assign(each, scope);
		return;
	}
	const named = expand(name, scope);
	const [first] = named;
	const called = textOf(first ?? []);
	if (called === "." || called === "source" || called === "eval") {
		const why = `may be changed by what line ${line} reads`;
		for (const [key, value] of scope.values) scope.values.set(key, unsaid(key, value, why));
		if (/qemu/.test(args.map(({ text }) => text).join(" ")) && called === "eval") calls.push({
			program: "qemu",
			line,
			words: [],
			trouble: "is a text that eval runs"
		});
		return;
	}
	if (setters.has(called)) forget(node, scope, `is set by ${called}`);
	if (called === "set" && args.some(({ text }) => /^(?:--|[^-+])/.test(text))) {
		const rest = args.slice(args.findIndex(({ text }) => text === "--") + 1);
		scope.values.set("@", {
			words: wordsOf(rest, scope),
			isArray: true
		});
	}
	for (const each of args) if (each.type === "Assignment") assign(each, scope);
	else if (called === ":") expand(each, scope);
	const last = calls.at(-1);
	if (called.startsWith("-") && last !== void 0) calls[calls.length - 1] = {
		...last,
		strays: [...last.strays ?? [], line]
	};
	if (!mayStart(first)) return;
	const call = callOf([...named, ...wordsOf(args, scope)]);
	if (call !== void 0) calls.push({
		...call,
		line
	});
}
function wordsOf(args, scope) {
	return args.flatMap((arg) => {
		if (arg.type === "Word") return expand(arg, scope);
		const start = [{
			text: `${arg.name}=`,
			line: scope.lineOf(arg.pos)
		}];
		return arg.value.type === "Word" ? [[...start, ...expandOne(arg.value, scope)]] : [start];
	});
}
function assign({ name, value, append, index, pos }, scope) {
	const old = append === true ? scope.values.get(name) : void 0;
	const isArray = value.type === "ArrayValue" || append === true && old?.isArray === true;
	const added = value.type === "ArrayValue" ? wordsOf(value.elements, scope) : [expandOne(value, scope)];
	scope.spend(old?.words.length ?? 0);
	const isOpen = append === true && old === void 0 && value.type === "Word";
	if (index !== void 0 || isOpen) {
		const why = isOpen ? "is not said before more is added" : "is set one element at a time";
		scope.values.set(name, {
			words: [[hole(name, scope.lineOf(pos), why)]],
			isArray: false
		});
	} else if (isArray && value.type === "ArrayValue") scope.values.set(name, {
		words: [...old?.words ?? [], ...added],
		isArray
	});
	else if (old === void 0) scope.values.set(name, {
		words: added,
		isArray
	});
	else {
		const [start = [], ...others] = old.words;
		const first = [...start, ...added[0] ?? []];
		scope.values.set(name, {
			words: [first, ...others],
			isArray
		});
	}
}

// src/source/qemu/make.ts
const most$1 = 2 ** 20;
const assignment = /^(?:export\s+|override\s+)*([\w.-]+)\s*(::?=|:::=|\?=|\+=|!=|=)\s*/;
const branching = /^\s*(?:ifn?eq|ifn?def|endif)\b/;
/**
* The starts of QEMU in the recipes of a Makefile or a justfile, as far as they are final: what a
* variable holds at the end of the file. Functions of make are not run.
*/
function readMakefile({ path, text }, given) {
	const lines = linesOf(text, /just/i.test(path));
	const variables = new Map(Array.from(given, ([name, { words }]) => [name, words.flat()]));
	let depth = 0;
	for (const { pieces, isRecipe } of lines) {
		const whole = textOf(pieces);
		if (branching.test(whole)) depth += /^\s*endif/.test(whole) ? -1 : 1;
		const target = /^[^=\s:]+[^=:]*:\s+(?=[\w.-]+\s*(?:[:?+!]?=))/.exec(whole)?.[0].length ?? 0;
		const found = isRecipe && depth === 0 ? null : assignment.exec(whole.slice(target).trimStart());
		const [said = "", name = "", operator] = found ?? [];
		if (found === null) continue;
		const value = unquoted(slice(pieces, whole.length - whole.slice(target).trimStart().length + said.length));
		const line = pieces[0]?.line ?? 1;
		if (depth > 0 || target > 0 || operator === "!=") variables.set(name, [hole(name, line, "depends on what make finds")]);
		else if (operator === "?=") {
			const note = `${name} has its default in the Makefile`;
			if (!variables.has(name)) variables.set(name, value.map((piece) => ({
				...piece,
				note
			})));
		} else if (operator === "+=") variables.set(name, [
			...variables.get(name) ?? [],
			{
				text: " ",
				line
			},
			...value
		]);
		else variables.set(name, value);
	}
	const calls = [];
	for (const { pieces, isRecipe } of lines) {
		if (!isRecipe) continue;
		const recipe = substitute(pieces, variables);
		const lineOf = lineFinderOf(recipe);
		const code = textOf(recipe).replace(/^[\s@+-]*/, (blanks) => " ".repeat(blanks.length));
		if (!/qemu|kvm/i.test(code) || code.length > most$1) continue;
		const found = readCommands({
			path,
			text: code,
			lineOf,
			values: /* @__PURE__ */ new Map()
		});
		if (!found.ok) return found;
		const notes = recipe.filter(({ note }) => note !== void 0);
		calls.push(...found.value.map((call) => withNotes(call, notes)));
	}
	return accept(calls);
}
/** The notes of variables, on the words that have text of theirs. */
function withNotes(call, notes) {
	const noteOf = ({ text, line }) => notes.find((each) => each.line === line && (text.includes(each.text) || each.text.includes(text)));
	const words = call.words.map((word) => word.map((piece) => ({
		...piece,
		note: piece.note ?? noteOf(piece)?.note
	})));
	return {
		...call,
		words
	};
}
function linesOf(text, isJust) {
	const recipe = isJust ? /^(?:\t| {2,})/ : /^\t/;
	const lines = [];
	let pieces = [];
	for (const [index, each] of text.split(/\r\n?|\n/).entries()) {
		const line = index + 1;
		const isMore = pieces.length > 0;
		const own = isMore || !each.startsWith("#") ? each : "";
		pieces.push({
			text: isMore ? own.replace(/^\t/, "") : own,
			line
		});
		if (own.endsWith("\\")) {
			pieces[pieces.length - 1] = {
				text: `${pieces.at(-1)?.text.slice(0, -1)} `,
				line
			};
			continue;
		}
		lines.push({
			pieces,
			isRecipe: recipe.test(pieces[0]?.text ?? "")
		});
		pieces = [];
	}
	if (pieces.length > 0) lines.push({
		pieces,
		isRecipe: recipe.test(pieces[0]?.text ?? "")
	});
	return lines;
}
function slice(pieces, from) {
	let left = from;
	return pieces.flatMap((piece) => {
		const text = piece.text.slice(Math.max(0, left));
		left -= piece.text.length;
		return text === "" ? [] : [{
			...piece,
			text
		}];
	});
}
/** The value of a justfile's variable stands in quotes; a comment ends that of a Makefile's. */
function unquoted(value) {
	const [first] = value;
	const quotes = /^(["'])([^"']*)\1\s*$/.exec(first?.text ?? "");
	if (first !== void 0 && value.length === 1 && quotes !== null) return [{
		...first,
		text: quotes[2] ?? ""
	}];
	const hash = textOf(value).search(/(?:^|\s)#/);
	if (hash < 0) return [...value];
	let left = hash;
	return value.flatMap((piece) => {
		const text = piece.text.slice(0, Math.max(0, left));
		left -= piece.text.length;
		return text === "" ? [] : [{
			...piece,
			text
		}];
	});
}
/** Variables of make or just by their values; what is not a variable of the file stays a place. */
function substitute(pieces, variables, depth = 0, spent = { characters: 0 }) {
	const reference = /\$\$|\$\(([^()]*)\)|\$\{([^{}]*)\}|\{\{\s*([^{}]*?)\s*\}\}|\$(\w|[@<^*?])/g;
	return pieces.flatMap((piece) => {
		const out = [];
		let from = 0;
		for (const { 0: whole, 1: round, 2: curly, 3: just, 4: short, index } of piece.text.matchAll(reference)) {
			out.push({
				...piece,
				text: piece.text.slice(from, index)
			});
			from = index + whole.length;
			const name = round ?? curly ?? just ?? short ?? "";
			const value = variables.get(name);
			if (whole === "$$") out.push({
				...piece,
				text: "$"
			});
			else if (value === void 0 || depth > 8 || spent.characters > most$1) out.push({
				...piece,
				text: `\${${name.replace(/\W/g, "_") || "_"}}`
			});
			else if (value.some(({ why }) => why !== void 0)) out.push({
				...piece,
				text: `\${${name.replace(/\W/g, "_")}}`
			});
			else {
				const own = value.map((each) => ({
					...each,
					line: each.line || piece.line
				}));
				out.push(...substitute(own, variables, depth + 1, spent));
			}
		}
		out.push({
			...piece,
			text: piece.text.slice(from)
		});
		spent.characters += out.reduce((sum, { text }) => sum + text.length + 1, 0);
		return out.filter(({ text }) => text !== "");
	});
}

// src/source/qemu/forms.ts
/** The starts of QEMU in a text, in whatever form it has them. */
function readCalls(source, aid) {
	const { path, text } = source;
	const values = new Map(Object.entries(aid.vars).map(([name, value]) => {
		const note = `${name} is said by vars:`;
		const all = value.split(/\s+/).filter((word) => word !== "");
		if (name !== "@") return [name, valueOfText(value, 0, note)];
		return [name, {
			words: all.map((word) => [{
				text: word,
				line: 0,
				note
			}]),
			isArray: true
		}];
	}));
	if (/^\s*\[/.test(text) && !/^\s*\[\w+\]\s*$/m.test(text)) return readArray(source);
	const logged = readLogged(source);
	if (logged.length > 0) return accept(logged);
	const lineOf = lineFinder(text);
	if (/^ExecStart[ \t]*=/m.test(text)) return readUnit(source, values);
	if (isMakefile(source)) return readMakefile(source, values);
	const code = /^\++ \S*(?:qemu|kvm)/m.test(text) ? text.replace(/^(?!\++ ).*$/gm, blank).replace(/^\++ /gm, blank) : text;
	return readCommands({
		path,
		text: code.replace(/(\\?)\r\n/g, " $1\n"),
		lineOf,
		values
	});
}
function blank(text) {
	return " ".repeat(text.length);
}
function isMakefile({ path, text }) {
	if (text.startsWith("#!")) return false;
	return /(?:^|[/.])(?:gnumakefile|makefile|justfile|mk|just)(?:\.\w+)?$/i.test(path) || /^[\w.%@$(){}/-][^\n:=#'"]*:(?:[^=\n][^\n]*)?\n\t/m.test(text);
}
/** An array of arguments in JSON; the name of the program may be left out. */
function readArray({ path, text }) {
	let parsed;
	try {
		parsed = JSON.parse(text);
	} catch {
		return reject(path, "is no array of arguments in JSON", "let `jq .` accept it first");
	}
	if (!Array.isArray(parsed) || !parsed.every((each) => typeof each === "string")) return reject(path, "is no array of strings, as arguments are", "give one array of arguments");
	const words = stringsOf(text, 0, lineFinder(text));
	const whole = (parsed[0] ?? "").startsWith("-") ? [wordOf("qemu-kvm", 1), ...words] : words;
	const call = callOf(whole);
	return accept(call === void 0 ? [] : [{
		...call,
		line: words[0]?.[0]?.line ?? 1
	}]);
}
const string = /"(?:[^"\\]|\\.)*"/g;
/** Strings as JSON and Go write them, each with its line. */
function stringsOf(text, from, lineOf) {
	return Array.from(text.matchAll(string), ({ 0: shown, index }) => {
		const line = lineOf(from + index);
		try {
			return wordOf(JSON.parse(shown), line);
		} catch {
			return [hole("?", line, "has an escape that is not of JSON")];
		}
	});
}
/** Starts of QEMU in logs: Packer's lists of strings, and lines of `ps`. */
function readLogged({ text }) {
	const lineOf = lineFinder(text);
	const lists = text.matchAll(/(?<![\w./-])([\w./-]*(?:qemu-system-\w+|qemu-kvm|kvm)): \[\]string\{/g);
	const fromLists = Array.from(lists, ({ 0: begin, 1: program = "", index }) => {
		const from = index + begin.length;
		const list = /^(?:[^"}]|"(?:[^"\\\n]|\\.)*")*/.exec(text.slice(from))?.[0] ?? "";
		const line = lineOf(index);
		return callOf([wordOf(program, line), ...stringsOf(list, from, lineOf)]);
	});
	const fromPs = text.split(/\r\n?|\n/).map((each, index) => {
		const start = /^\s*(?:[a-z_][\w+-]*\s+)?\d+\s+(?:[\w:.?/<+-]+\s+)*?(?=\S*(?:qemu|kvm)\S*\s+-)/i.exec(each);
		if (start === null) return void 0;
		const words = each.slice(start[0].length).trim().split(/\s+/);
		return callOf(words.map((word) => wordOf(word, index + 1)));
	});
	return [...fromLists, ...fromPs].filter((call) => call !== void 0);
}
/** Quoted texts and specifiers of a unit, and what would be an operator of a shell. */
const unitTokens = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|%[%A-Za-z]|[;|&<>()#*?[\]~!`]/g;
/** A unit of systemd: its commands are nearly those of a shell, without its operators. */
function readUnit({ path, text }, given) {
	const lineOf = lineFinder(text);
	const values = new Map(given);
	const settings = text.matchAll(/^(ExecStart|Environment)[ \t]*=[ \t]*((?:[^\\\r\n]|\\(?:\r\n|[^]))*)/gm);
	const calls = [];
	for (const { 0: whole, 1: key, 2: value = "", index } of settings) {
		const from = index + whole.length - value.length;
		const at = (offset) => lineOf(from + offset);
		if (key === "Environment") {
			for (const each of value.matchAll(/(?:^|\s)(["']?)(\w+)=((?:(?!\1)[^]|[^\s"'])*?)(?:\1(?=\s|$))/g)) values.set(each[2] ?? "", valueOfText(each[3] ?? "", at(each.index)));
			continue;
		}
		const code = value.replace(/^[@:+!|-]+/, blank).replace(unitTokens, (token) => {
			if (!/^["']/.test(token) && !token.startsWith("%")) return `\\${token}`;
			return token.replace(/%([%A-Za-z])/g, (_, letter) => letter === "%" ? "%" : `\${SPECIFIER_${letter}}`);
		});
		const lineInCode = lineFinder(code);
		const lineIn = (offset) => at(0) + lineInCode(offset) - 1;
		const found = readCommands({
			path,
			text: code,
			lineOf: lineIn,
			values
		});
		if (!found.ok) return found;
		calls.push(...found.value);
	}
	return calls.length > 0 ? accept(calls) : reject(placeOf(path, 1), "has no ExecStart that starts QEMU", "give the unit of the guest");
}

// src/source/qemu/reader.ts
/** The most arguments of a text; disks and devices are looked for among each other. */
const most = 4e3;
/** Reads the arguments of QEMU in a script, a Makefile, a unit, a log or a JSON array. */
function readQemu(source, aid) {
	const calls = readCalls(source, aid);
	if (!calls.ok) return calls;
	if (calls.value.flatMap(({ words }) => words).length > most) return reject(source.path, `has more than ${most} arguments, which no guest has`);
	const guests = calls.value.map(readGuest).map((guest) => ({
		guest,
		disks: readDisks(guest)
	}));
	if (guests.length === 0) return reject(source.path, "has no command that starts QEMU, or its name is in no value of the text", "give the finished command: `set -x` prints it");
	const shown = guests.filter(({ disks, guest }) => disks.length > 0 || guest.refused.length > 0);
	const empty = shown.filter(({ disks }) => disks.length === 0);
	const rejections = empty.flatMap(({ guest }) => guest.refused.map(({ line, problem, remedy }) => {
		return {
			path: placeOf(source.path, line),
			problem,
			remedy
		};
	}));
	if (rejections.length > 0 && empty.length === shown.length) return {
		ok: false,
		rejections
	};
	const [one] = shown.length > 0 ? shown : guests;
	const isOne = shown.length < 2;
	const what = isOne ? `QEMU of line ${one?.guest.line}` : `${shown.length} guests of QEMU`;
	const name = isOne && one?.guest.name ? `QEMU "${quoted(one.guest.name)}"` : what;
	return accept({
		format: "qemu",
		what: name,
		disks: isOne ? one?.disks ?? [] : named(shown)
	});
}
/** Disks of several guests are asked for by guest and disk; alone where one guest has the name. */
function named(guests) {
	const all = guests.flatMap(({ disks }) => disks.flatMap(({ names }) => names));
	const labels = guests.map(({ guest }) => guest.name);
	return guests.flatMap(({ guest, disks }, index) => {
		const isUnique = labels.filter((label) => label === guest.name).length === 1;
		const label = guest.name !== "" && isUnique ? guest.name : String(index + 1);
		return disks.map((disk) => {
			const alone = disk.names.filter((name) => all.indexOf(name) === all.lastIndexOf(name));
			return {
				...disk,
				names: [...disk.names.map((name) => `${label}/${name}`), ...alone]
			};
		});
	});
}

// src/source/registry.ts
/** The readers, one line for each format. */
const readers = {
	libvirt: readLibvirt,
	qemu: readQemu
};
/** The reader of a format; undefined where there is none yet. */
function readerOf(format) {
	return readers[format];
}
/** Kinds of storage by name, from the text of a storage.cfg. */
function readStorages({ path }) {
	return reject(path, "storage.cfg is not read yet", "write storages: { local-lvm: lvmthin }");
}

// src/source/read.ts
/** Lists every disk of a definition with all that is understood of it, the refused ones too. */
function listDisks(request) {
	const definition = readDefinition(request);
	if (!definition.ok) return definition;
	const { format, what, disks } = definition.value;
	const listed = disks.map((disk) => {
		const { names, line, skipped, said, told, durability, open } = disk;
		return {
			target: names[0] ?? "",
			names,
			line,
			skipped,
			fields: Object.fromEntries(said.map(({ name, value }) => [name, value])),
			origins: Object.fromEntries(said.map(({ name, origin }) => [name, origin])),
			told,
			durability,
			open,
			...sortRefusals(disk.refused, request)
		};
	});
	return accept({
		format,
		what,
		disks: listed
	});
}
/** What the reader of its format makes of a text. */
function readDefinition(request) {
	const source = boundedText(request.source);
	if (!source.ok) return source;
	const format = formatOf(source.value, request.format);
	if (!format.ok) return format;
	const read = readerOf(format.value);
	if (read === void 0) return reject(source.value.path, `is of the format ${format.value}, which is not read yet`);
	const storages = storagesOf(request.storages);
	if (!storages.ok) return storages;
	const { as, vars = {}, volumeMode } = request;
	return read(source.value, {
		as,
		vars,
		volumeMode,
		storages: storages.value
	});
}
function formatOf(source, said) {
	if (said === void 0) return recogniseFormat(source);
	const format = sourceFormats.find((known) => known === said.value);
	if (format !== void 0) return accept(format);
	const problem = `"${quoted(said.value)}" is no format of definitions`;
	return reject(said.where, problem, suggestWord(said.value, sourceFormats));
}
function storagesOf(given) {
	if (given === void 0) return accept({});
	if (!isText(given)) return accept(given);
	const text = boundedText(given);
	return text.ok ? readStorages(text.value) : text;
}
function isText(given) {
	return "path" in given && "text" in given && Object.keys(given).length === 2;
}
/** What is refused for good, and what the config accepts not to be measured. */
function sortRefusals(fields, { without = [], standIn }) {
	const isAccepted = ({ accepts, name }) => accepts === "without" ? without.includes(name) : accepts === "stand-in" && standIn?.value === "file";
	return {
		refused: fields.filter((field) => !isAccepted(field)).toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)),
		unmeasured: fields.filter(isAccepted).map(({ name, value, line }) => ({
			field: name,
			value,
			line
		}))
	};
}

// src/cli/disks.ts
/** `storage-gate disks`: what a definition of a guest says of its disks, as text or JSON. */
async function disksCommand(path, options, terminal) {
	const file = textOf$1(options.storages);
	const list = listDisks({
		source: readSourceFile(path),
		as: textOf$1(options.as),
		storages: file === void 0 ? void 0 : readSourceFile(file)
	});
	if (!list.ok) throw new GateError("bad-document", rejectionFacts(list.rejections, "things"));
	const { disks, ...definition } = list.value;
	const target = textOf$1(options.target);
	const asked = disks.filter((disk) => target === void 0 || disk.names.includes(target));
	if (target !== void 0 && asked.length === 0) {
		const remedy = `use one of: ${disks.map((disk) => disk.target).join(", ")}`;
		throw new GateError("bad-argument", {
			problem: `${path} has no disk "${target}"`,
			remedy
		});
	}
	const shown = asked.map(showDisk);
	terminal.print(options.format === "json" ? jsonText({
		path,
		...definition,
		disks: shown
	}) : renderDisks(path, definition, shown));
	return 0;
}
/** A disk as the gate would take it. */
function showDisk(disk) {
	const parsed = parseDiskMode({
		path: "",
		texts: disk.fields,
		defaultSize: 2 ** 30,
		isWhole: true
	});
	const mode = parsed.ok ? parsed.value : void 0;
	return {
		...disk,
		impossible: parsed.ok || disk.skipped !== void 0 ? [] : parsed.rejections.map(({ problem }) => problem),
		key: mode === void 0 ? void 0 : keyOf(mode),
		durability: disk.durability ?? (mode === void 0 ? "unknown" : durabilityClass(mode.cache)),
		shown: mode === void 0 ? [] : shownFields(mode, disk)
	};
}
function keyOf(mode) {
	return diskModeKey(mode).replace(/,size=.*/, "");
}
function shownFields(mode, { origins, open }) {
	return fieldValues(mode).filter(({ name }) => !gatesOwn.includes(name) || origins[name] !== void 0).map((field) => {
		const origin = origins[field.name];
		const from = open.some(({ name }) => name === field.name) ? "to be said in the config" : describeOrigin(origin);
		return {
			name: field.name,
			value: field.value,
			from
		};
	});
}
function describeOrigin(origin) {
	if (origin === void 0) return "QEMU's default";
	if ("line" in origin) return `line ${origin.line}`;
	return "default" in origin ? origin.default : origin.config;
}
/** The disks of a definition as text: each with its fields, what is told, and what keeps it. */
function renderDisks(path, { what }, disks) {
	const width = Math.max(4, ...disks.map(({ target }) => target.length));
	const indent = " ".repeat(width + 4);
	const at = (line) => line === void 0 ? "" : `line ${line}: `;
	const lines = disks.flatMap((disk) => {
		const { target, skipped, key, durability, shown, told, refused, impossible, open } = disk;
		const name = `  ${target.padEnd(width)}  `;
		if (skipped !== void 0) return [`${name}skipped: ${skipped}`];
		return [
			`${name}${refused.length === 0 && impossible.length === 0 ? key ?? "" : "can't be measured as it is"}   ${durability === "unknown" ? "durability unknown" : `class ${durability}`}`,
			...refused.flatMap(({ line, problem, remedy }) => [`${indent}${at(line)}${problem}`, `${indent}  -> ${remedy}`]),
			...impossible.map((problem) => `${indent}${problem}`),
			...open.map((field) => `${indent}${field.name} must be said in the config: ${field.why}`),
			...shown.map((field) => `${indent}${field.name.padEnd(20)} ${field.value.padEnd(12)} ${field.from}`),
			...told.map(({ line, says }) => `${indent}told: ${at(line)}${says}`)
		];
	});
	return [
		`${path}: ${what}`,
		...lines,
		...disks.length === 0 ? ["  no disk"] : [],
		""
	].join("\n");
}

// src/doctor/finding.ts
/** A finding that asks for nothing. */
function ok(topic, text) {
	return {
		topic,
		state: "ok",
		text
	};
}
/** A finding that makes numbers worth less. */
function warning(topic, text, remedy) {
	return {
		topic,
		state: "warning",
		text,
		remedy
	};
}
/** An examination of one topic; what it throws of our own errors becomes a problem. */
async function examine(topic, work) {
	try {
		return await work();
	} catch (thrown) {
		const error = toldOf(thrown);
		if (error === void 0 || ["interrupted", "terminated"].includes(error.code)) throw thrown;
		const { problem, why } = error.facts;
		return [{
			topic,
			state: "problem",
			text: why === void 0 ? problem : `${problem}: ${why}`,
			remedy: remedyOf(error)
		}];
	}
}
/** Whether a host with these findings can measure. */
function canMeasure(findings) {
	return findings.every(({ state }) => state !== "problem");
}

// src/doctor/directory.ts
/** The filesystem and drive under test: what it is, space, and O_DIRECT. */
async function examineDirectory(examination) {
	const { plan, site } = examination;
	const path = site.createDirectory ? await nearestDirectory(site.directory) : site.directory;
	const [measured, ...others] = directoryNeeds({
		plan,
		site: {
			...site,
			directory: path
		}
	});
	const [directory] = await checkDirectories([{
		...measured,
		direct: false
	}, ...others]);
	const free = `${formatBytes(directory.freeBytes)} free, ${formatBytes(measured.bytesNeeded)} needed at a time`;
	const { filesystem, device } = directory;
	return [
		ok("directory", `${directory.path} on ${filesystem}, drive ${device}`),
		ok("space", free),
		await examineDirect(directory, measured.direct === true),
		...examineKind(directory)
	];
}
/** A run whose disks open images with O_DIRECT is refused where the filesystem has none. */
async function examineDirect({ path, filesystem }, needed) {
	const topic = "O_DIRECT";
	const why = await directRefusal(path);
	if (why === void 0) return ok(topic, `${filesystem} opens files with O_DIRECT`);
	const text = `files on ${filesystem} can't be opened with O_DIRECT, so cache=none, directsync and host-direct can't be measured: ${why}`;
	const finding = warning(topic, text, "give a --directory on ext4 or xfs");
	return needed ? {
		...finding,
		state: "problem"
	} : finding;
}
function examineKind({ filesystem, device }) {
	const topic = "filesystem";
	if ([
		"btrfs",
		"zfs",
		"overlay",
		"bcachefs"
	].includes(filesystem)) {
		const text = `${filesystem} copies data on write, and may turn direct IO into buffered IO`;
		return [warning(topic, text, "give a --directory on the filesystem that your guests use, or on ext4 or xfs")];
	}
	if (device !== "unknown") return [];
	return [warning(topic, "the kernel names no drive under it, so other users of the drive cannot be seen", "give a --directory on a local drive")];
}
/**
* The directory itself, or the nearest one above it that exists: on the same filesystem once it is
* made there.
*/
async function nearestDirectory(path) {
	for (let candidate = resolve(path);; candidate = dirname(candidate)) {
		const real = await realpath(candidate).catch(() => void 0);
		if (real !== void 0 || candidate === "/") return real ?? "/";
	}
}
/** How often a busy team measures in a day. */
const runsPerDay = 20;
/** A consumer's drive of 1 TB is good for about 600 TB: at this rate for four years. */
const dailyWearBytes = 400 * 2 ** 30;
/**
* Of runs, newest first, the first that measured the plan's suite for as long: others write other
* amounts.
*/
function lastOfSuite(runs, { suite }) {
	const digest = suiteDigest(suite);
	return runs.find(({ plan }) => suiteDigest(plan.suite) === digest);
}
/** What measuring wears off the drive under test. */
async function examineWear(examination) {
	const topic = "writes";
	const { bytes, text: ofRun } = wearOf(examination);
	const perDay = bytes * runsPerDay;
	const text = `${ofRun} ${formatBytes(bytes)}, so ${runsPerDay} runs a day write ${formatBytes(perDay)}`;
	if (perDay < dailyWearBytes || examination.lastRun === void 0) return [ok(topic, text)];
	return [warning(topic, text, "compare it with the endurance of the drive (TBW); fewer --rounds or a smaller --write-budget write less")];
}
/**
* What a run writes: the last one tells, else the plan. `bad-argument` where the write budget
* allows no round.
*/
function wearOf({ plan, site, lastRun }) {
	const { preparation, round } = requireWriteBudget({
		plan,
		site
	});
	if (lastRun === void 0) return {
		bytes: Math.min(plan.writeBudget, preparation + plan.rounds * round),
		text: `a run writes ${rulesOf(plan.suite).writesAreCapped ? "at most" : "about"}`
	};
	const { arms, rounds, startedAt, bytesWritten } = lastRun;
	const facts = `${startedAt.slice(0, 16).replace("T", " ")} UTC, ${arms.length} arms, ${rounds.length} rounds`;
	return {
		bytes: bytesWritten,
		text: `the last run of the ${lastRun.plan.suite.name} suite (${facts}) wrote`
	};
}

// src/doctor/guest.ts
/**
* QEMU, what it can open files with, and what runs a guest's instructions on this host, proven by a
* guest.
*/
async function examineAccelerator(examination) {
	const { base, ...head } = examination.site;
	const findings = await examineSide(examination, head, "--qemu");
	const ofBase = base === void 0 ? [] : await examineSide(examination, base, "--base-qemu");
	return [...findings, ...ofBase.map((finding) => ({
		...finding,
		topic: `${finding.topic} (base)`
	}))];
}
/** Each on its own: a guest that can't be had takes nothing from what was found of QEMU. */
async function examineSide(examination, parts, option) {
	return examine("QEMU", async () => {
		const qemu = await findQemu(parts.qemu, option, examination.signal);
		return [
			ok("QEMU", `${qemu.version} (${qemu.path})`),
			...await examine("aio", () => examineEngines(qemu, examination.signal)),
			...await examine("accelerator", () => examineKvm(examination, parts, qemu))
		];
	});
}
/**
* What files were opened with; whether the filesystem under test has O_DIRECT is the directory's
* matter.
*/
async function examineEngines(qemu, signal) {
	const topic = "aio";
	const lacks = await missingEngines({
		qemu: qemu.path,
		signal
	});
	const opened = aioEngines.filter((engine) => !lacks.has(engine)).map((engine) => `aio=${engine}`);
	if (lacks.size === 0) return [ok(topic, opened.join(", "))];
	const setting = (await readFile("/proc/sys/kernel/io_uring_disabled", "utf8").catch(() => "0")).trim();
	const reasons = [...lacks].map(([engine, why]) => `aio=${engine}: ${why}`).join("; ");
	const text = `${opened.join(", ") || "none"}; not ${reasons}`;
	const without = `measure without ${[...lacks.keys()].map((engine) => `aio=${engine}`).join(" and ")}`;
	if (!lacks.has("io_uring") || setting === "0") return [warning(topic, text, `${without}, or with a QEMU, a kernel and a container profile that have it`)];
	const remedy = `sudo sysctl kernel.io_uring_disabled=0, or ${without}`;
	return [warning(topic, `${text} (kernel.io_uring_disabled is ${setting})`, remedy)];
}
async function examineKvm({ plan, site, cacheDirectory, say, signal }, { kernel, initrd }, qemu) {
	const topic = "accelerator";
	const onProgress = (text) => say(`- ${text}`);
	const common = {
		cacheDirectory,
		onProgress,
		signal
	};
	const { lockFile, accelerator: wanted } = site;
	const tools = [plan.suite.tool];
	const artifacts = await provideGuest({
		...common,
		tools,
		lockFile,
		kernel,
		initrd
	});
	await using scratch = await createScratch({ parent: await nearestDirectory(site.directory) });
	const machine = {
		qemu: qemu.path,
		artifacts,
		scratch: scratch.path,
		rootPorts: 1,
		signal
	};
	const boot = (accelerator, limits) => bootGuest({
		...machine,
		accelerator,
		...limits
	});
	const { kernelSha256, initrdSha256 } = artifacts;
	const guest = {
		qemu,
		kernelSha256,
		initrdSha256,
		boot
	};
	const { accelerator, reason } = await chooseAccelerator({
		...common,
		...guest,
		wanted
	});
	if (accelerator === "kvm") return [ok(topic, `KVM: ${reason}`)];
	return [warning(topic, `software emulation (TCG), not KVM: ${reason}`, "measure on a host with KVM for figures that users will see; emulated runs are compared only with each other")];
}
/** The guest that the next run would boot: in the cache or not, locked or not. */
async function examineGuest({ site, cacheDirectory }) {
	const topic = "guest";
	const { lock, cached } = await guestInUse({
		cacheDirectory,
		lockFile: site.lockFile
	});
	if (lock !== void 0) {
		const locked = `the lock names ${lock.package} ${lock.version}`;
		if (cached !== void 0) return [ok(topic, `${locked}, which is in the cache`)];
		const text = `${locked}, which the first run downloads if the archive still has it`;
		return [warning(topic, text, "if it does not: `storage-gate setup --upgrade-guest`")];
	}
	const text = cached === void 0 ? "the first run downloads and builds one (about 30 MB)" : `${cached.package} ${cached.version}, from the cache; no lock names another`;
	return [ok(topic, text)];
}

// src/doctor/hardware.ts
/** The processors: how many, and whatever lets their speed change between runs. */
async function examineProcessors({ sys = "/sys" } = {}) {
	const topic = "processors";
	const count = availableParallelism();
	const text = `${count} x ${await cpuModel() || "unknown model"}`;
	const few = "QEMU's IO and the guest's processors share them, so latency tails come from the scheduler";
	const root = join(sys, "devices/system/cpu");
	return [
		count >= 4 ? ok(topic, text) : warning(topic, `${text}: ${few}`, "a host with 4 or more for p99 and p99.9"),
		await examineGovernor(join(root, "cpufreq")),
		await examineTurbo(root),
		await examineSmt(root)
	];
}
async function examineGovernor(directory) {
	const topic = "governor";
	const policies = await readdir(directory).catch(() => []);
	const found = await Promise.all(policies.map((policy) => readWord(join(directory, policy, "scaling_governor"))));
	const governors = [...new Set(found.filter((governor) => governor !== void 0))].sort();
	if (governors.length === 0) return ok(topic, "the kernel does not control the frequency here");
	if (governors.every((governor) => governor === "performance")) return ok(topic, "performance");
	const text = `${governors.join(" and ")}: the frequency follows the load`;
	return warning(topic, text, "sudo cpupower frequency-set -g performance, while measuring");
}
const notShown = "the kernel does not show it here";
async function examineTurbo(root) {
	const topic = "turbo";
	const noTurbo = await readWord(join(root, "intel_pstate/no_turbo"));
	const boost = await readWord(join(root, "cpufreq/boost"));
	if (noTurbo === void 0 && boost === void 0) return ok(topic, notShown);
	if (noTurbo !== "0" && boost !== "1") return ok(topic, "off");
	const [off, file] = noTurbo === "0" ? [1, "intel_pstate/no_turbo"] : [0, "cpufreq/boost"];
	const remedy = `echo ${off} | sudo tee /sys/devices/system/cpu/${file}, for steadier but lower numbers`;
	return warning(topic, "on: speed depends on temperature and on the other cores", remedy);
}
async function examineSmt(root) {
	const topic = "SMT";
	const active = await readWord(join(root, "smt/active"));
	if (active !== "1") return ok(topic, active === "0" ? "off" : notShown);
	return warning(topic, "on: two hardware threads share a core and slow each other down", "echo off | sudo tee /sys/devices/system/cpu/smt/control, if enough cores remain");
}
/** A guest's memory with QEMU's own, and node's. */
const guestMemoryBytes = 1.25 * 2 ** 30;
const nodeMemoryBytes = .25 * 2 ** 30;
/** Memory for the guests that run side by side, and swap, which would measure itself. */
async function examineMemory({ proc = "/proc", guests = 1 } = {}) {
	const memoryNeeded = guests * guestMemoryBytes + nodeMemoryBytes;
	const topic = "memory";
	const facts = await readFile(join(proc, "meminfo"), "utf8").catch(() => "");
	const bytes = (name) => Number(new RegExp(`^${name}: +(\\d+) kB$`, "m").exec(facts)?.[1]) * 1024;
	const [available, swapTotal] = [bytes("MemAvailable"), bytes("SwapTotal")];
	if (!Number.isFinite(available)) return [warning(topic, `${proc}/meminfo does not say how much is free`)];
	const swapped = swapTotal - bytes("SwapFree");
	const swap = swapTotal > 0 ? `${formatBytes(swapped)} of ${formatBytes(swapTotal)} swap used` : "no swap";
	const text = `${formatBytes(available)} available, ${swap}`;
	if (available < memoryNeeded) {
		const remedy = `end other programs: ${guests === 1 ? "a guest needs" : `${guests} guests need`} ${formatBytes(memoryNeeded)}`;
		return [{
			topic,
			state: swapTotal > 0 ? "warning" : "problem",
			text,
			remedy
		}];
	}
	if (!(swapped > 0)) return [ok(topic, text)];
	return [warning(topic, text, "sudo swapoff -a while measuring: swapping disturbs the drive")];
}
async function readWord(path) {
	return (await readFile(path, "utf8").catch(() => "")).trim() || void 0;
}

// src/doctor/examination.ts
/**
* What this host can measure, what is missing, and what would make its numbers better; in the order
* in which a reader would fix it. Changes nothing but the caches that a run would fill.
*/
async function examineHost(examination) {
	const missing = await missingPackages();
	return [
		...examinePackages(missing),
		...await examine("directory", () => examineDirectory(examination)),
		...await examine("writes", () => examineWear(examination)),
		...await examine("guest", () => examineGuest(examination)),
		...missing.length > 0 ? [] : await examineAccelerator(examination),
		...await examineProcessors(),
		...await examineMemory({ guests: examination.site.base === void 0 ? 1 : 2 }),
		...await examine("noise", () => examineNoise(examination))
	];
}
/** What of the programs that measuring needs is not there. */
function examinePackages(missing) {
	const topic = "packages";
	if (missing.length === 0) return [ok(topic, "all programs that measuring needs are installed")];
	const packages = [...new Set(missing.map((requirement) => requirement.package))];
	return [{
		topic,
		state: "problem",
		text: `missing: ${missing.map(({ program }) => program).join(", ")}`,
		remedy: `\`storage-gate setup\`, or: sudo apt-get install --no-install-recommends ${packages.join(" ")}`
	}];
}
/** Seconds for which the host is watched; shorter ones miss what comes once a second. */
const watchedSeconds = 5;
/** What others do to this host while we do nothing, and whether a report would tell it. */
async function examineNoise({ site, say, signal }) {
	say(`- watching for ${watchedSeconds} s what else runs on this host`);
	const watch = await watchLoad({ directory: await nearestDirectory(site.directory) });
	await pause(watchedSeconds, signal);
	const load = await watch.read();
	const { othersCpu, stealShare, ioRate, pressure } = load;
	const text = `while idle, ${[
		`others use ${formatRate(othersCpu)} of a processor`,
		`${formatRate(stealShare)} of the time is stolen`,
		ioRate === void 0 ? "traffic on the drive is not known" : `${(ioRate / 2 ** 20).toFixed(2)} MiB/s move on the drive`,
		pressure && `pressure cpu ${formatRate(pressure.cpu)}, io ${formatRate(pressure.io)}`
	].filter((fact) => fact !== void 0).join(", ")}`;
	const disturbed = loadParts.filter((part) => takenByOthers(load, part) !== void 0);
	if (disturbed.length === 0) return [ok("noise", text)];
	return [warning("noise", `${text}; this disturbs every round: ${disturbed.join(", ")}`, "end what else runs here: the noisier the host, the more rounds it takes to decide")];
}

// src/cli/doctor.ts
/** `storage-gate doctor`: 0 where this host can measure, 69 where it can't. */
async function doctorCommand(options, terminal) {
	const { plan, site, baseline } = await settingsFrom(options);
	const { cacheDirectory, say, signal } = terminal;
	const lastRun = lastOfSuite(await newestRuns(baseline, terminal), plan);
	const findings = await examineHost({
		plan,
		site,
		cacheDirectory,
		lastRun,
		say,
		signal
	});
	const able = canMeasure(findings);
	if (options.format === "json") terminal.print(jsonText({
		canMeasure: able,
		findings
	}));
	else terminal.print(renderFindings(findings, terminal.color));
	return able ? 0 : 69;
}
/** Number of newest runs that are searched for one of the same suite. */
const runsLookedThrough = 20;
/**
* A store that is missing or unreadable tells nothing of earlier runs, and is no obstacle to
* measuring.
*/
async function newestRuns(baseline, terminal) {
	try {
		await using store = await openAt(locate(baseline), terminal);
		return (await store.list({ newest: runsLookedThrough })).runs.map(({ run }) => run);
	} catch (error) {
		if (error instanceof GateError && error.code === "store-unusable") return [];
		throw error;
	}
}
const marks = {
	ok: {
		word: "ok",
		color: 32
	},
	warning: {
		word: "warning",
		color: 33
	},
	problem: {
		word: "PROBLEM",
		color: 31
	}
};
/**
* The findings as a table for a terminal, with a last line that says what follows. Colours only
* repeat the words.
*/
function renderFindings(findings, color) {
	const width = Math.max(...findings.map(({ topic }) => topic.length));
	return [
		...findings.flatMap(({ topic, state, text, remedy }) => {
			const { word, color: code } = marks[state];
			const line = `${color ? `\u{1b}[${code}m${word.padEnd(7)}\u{1b}[0m` : word.padEnd(7)}  ${topic.padEnd(width)}  ${plainText(text)}`;
			return remedy === void 0 ? [line] : [line, `${" ".repeat(11 + width)}-> ${plainText(remedy)}`];
		}),
		"",
		conclusion(findings),
		""
	].join("\n");
}
function conclusion(findings) {
	const count = (state) => findings.filter((finding) => finding.state === state).length;
	const warnings = formatCount(count("warning"), "warning");
	const problems = formatCount(count("problem"), "problem");
	return canMeasure(findings) ? `This host can measure (${warnings}).` : `This host can't measure: ${problems} to be fixed first (${warnings}).`;
}

// src/cli/modes.ts
const meanings = [
	"flushes are dropped",
	"write back, flushed on request",
	"every write is flushed"
];
/**
* The presets, on a disk of `size` bytes: what each resolves to, its key as run documents spell it,
* what the guest may rely on, and QEMU's own options for it, each with its JSON.
*/
function presetsOf(size) {
	return cacheModes.map((preset) => {
		const cache = preset === "default" ? "writeback" : preset;
		const mode = {
			...defaultDiskMode(size),
			cache
		};
		const durability = durabilityClass(cache);
		return {
			preset,
			mode,
			key: diskModeKey(mode),
			durability,
			qemu: qemuOptions(mode)
		};
	});
}
/**
* `storage-gate modes`: the presets as text or JSON, on a disk as large as one is without a
* size.
*/
async function modesCommand({ format }, terminal) {
	const presets = presetsOf(rulesOf(suiteNamed(suiteInstead.disks)).diskSize.usual);
	terminal.print(format === "json" ? jsonText({ presets }) : describePresets(presets));
	return 0;
}
/**
* The presets as text for a terminal: each with the equivalent SPEC, its meaning, and options to
* paste into a shell.
*/
function describePresets(presets) {
	return presets.map(({ preset, mode, durability, qemu }) => {
		const flags = cacheFlags(mode.cache);
		return [
			`${preset}${preset === mode.cache ? "" : ` (QEMU resolves it to ${mode.cache})`}`,
			`  --disk      ${diskSpec(preset, mode)}`,
			`  block nodes cache.direct=${spelled(flags.direct)} cache.no-flush=${spelled(flags.noFlush)}, on format and file node`,
			`  device      write-cache=${spelled(flags.writeCache)}`,
			`  durability  class ${durability}: ${meanings[durability]}`,
			...qemu.map(([option, value]) => `  ${option} ${quoteForShell(value)}`)
		].join("\n");
	}).join("\n\n");
}
/** The options of QEMU's command line that make the very disk that is plugged by QMP. */
function qemuOptions(mode) {
	const image = `disk0.${mode.format}`;
	const { nodes, objects, devices } = diskParts({
		id: "disk0",
		image,
		mode,
		port: 0
	});
	return Object.entries({
		"-object": objects,
		"-blockdev": nodes,
		"-device": devices
	}).flatMap(([option, each]) => each.map((part) => [option, JSON.stringify(part)]));
}

// src/cli/prune.ts
/** `storage-gate baselines prune`: without --yes it says what would go. */
async function pruneBaselines(options, terminal) {
	const { keep, named } = whatGoes(options);
	await using store = await openNamed(options, terminal);
	const series = await seriesOf(store);
	const prunings = [];
	if (keep !== void 0) for (const one of series) prunings.push(await pruningOf(one, store, keep));
	else for (const digits of named) prunings.push(await pruningOfRun(digits, store, series));
	const paths = [...new Set(prunings.flatMap((pruning) => pruning.paths))];
	const stay = describeStaying(prunings);
	if (options.yes !== true) {
		for (const path of paths) terminal.print(path);
		const how = paths.length === 0 ? "" : "; add --yes to remove them";
		terminal.say(`${formatCount(paths.length, "run")} would be removed${stay}${how}`);
		return 0;
	}
	if (paths.length > 0) await store.remove(paths);
	const kept = keep === void 0 ? "" : `, the newest ${keep} of each environment kept`;
	terminal.say(`${formatCount(paths.length, "run")} removed${kept}${stay}`);
	return 0;
}
/** All but the newest so many, or the runs that are named. */
function whatGoes(options) {
	const named = listOf(options.run) ?? [];
	const keep = countOf(options.keep, {
		where: "--keep",
		least: 1,
		most: 1e6
	});
	if (keep === void 0 === named.length > 0) return {
		keep,
		named
	};
	throw new GateError("bad-argument", {
		problem: keep === void 0 ? "nothing selected" : "--keep and --run exclude each other",
		remedy: "use --keep N or --run DIGITS"
	});
}
function describeStaying(prunings) {
	const clauseOf = (of, why) => {
		const count = prunings.reduce((total, pruning) => total + pruning[of], 0);
		return count === 0 ? "" : `; ${formatCount(count, "older run")} kept, ${why}`;
	};
	return [clauseOf("referred", "to which an acknowledgement refers"), clauseOf("level", "since nobody acknowledged the level that the oldest runs give")].join("");
}
/**
* What goes of a series where the newest `keep` are to stay, which is at least 1: never one that is
* referred to. Its oldest runs make the accepted level until somebody said of each cell
* what it is.
*/
async function pruningOf({ runs, acknowledgements }, store, keep) {
	const said = await readAcknowledgements(store, acknowledgements);
	const named = runs.filter(({ name }) => name !== void 0);
	const beyond = named.slice(keep);
	const paths = beyond.flatMap(({ path, name }) => said.some((one) => refersTo(one, name?.digest)) ? [] : [path]);
	const referred = beyond.length - paths.length;
	if (paths.length === 0) return {
		paths,
		referred,
		level: 0
	};
	const oldest = await readEnough(store, named.toReversed(), oldestDocuments);
	const isOpen = [...await store.read(runs.slice(0, 1)), ...oldest.map(({ file }) => file)].flatMap((file) => "run" in file ? headCells(file.run) : []).some((cell) => acceptedLevel(cell, {
		runs: [],
		acknowledgements: said
	}) === void 0);
	if (said.length > 0 && !isOpen) return {
		paths,
		referred,
		level: 0
	};
	const kept = new Set(oldest.map(({ entry }) => entry.path));
	const going = paths.filter((path) => !kept.has(path));
	return {
		paths: going,
		referred,
		level: paths.length - going.length
	};
}
/** The run of these digits, where it may go: somebody who names it says that it is no baseline. */
async function pruningOfRun(digits, store, series) {
	const isMeant = ({ name }) => name?.digest.startsWith(digits) === true;
	const found = series.flatMap((one) => one.runs.filter(isMeant).map((entry) => ({
		one,
		entry
	})));
	const [first, second] = found;
	if (digits === "" || first === void 0 || second !== void 0) throw new GateError("bad-argument", {
		problem: `--run ${digits} names ${first === void 0 ? "no stored run" : `${found.length} stored runs`}`,
		remedy: "give enough digits from the column `run` of `storage-gate baselines show` to identify one run"
	});
	const { one, entry } = first;
	if (one.runs[0] === entry) throw stays(digits, "it is the newest of its environment, which is never removed", "record the next run first, then remove this one");
	const by = (await readAcknowledgements(store, one.acknowledgements)).find((each) => refersTo(each, entry.name?.digest));
	if (by === void 0) return {
		paths: [entry.path],
		referred: 0,
		level: 0
	};
	throw stays(digits, plainText(`the acknowledgement of ${by.by} refers to it (${by.reason})`), "acknowledge the newest runs again (`storage-gate acknowledge --last N`): the baseline then begins with those");
}
function refersTo({ runs }, digest) {
	return runs.some((run) => run.digest === digest);
}
function stays(digits, why, remedy) {
	return new GateError("bad-argument", {
		problem: `the run ${digits} stays in the store`,
		why,
		remedy
	});
}
/** One that can't be read may name any run: nothing is pruned then. */
async function readAcknowledgements(store, entries) {
	return (await readAll(store, entries)).map(({ entry, file }) => {
		if ("acknowledgement" in file) return file.acknowledgement;
		throw new GateError("store-unusable", {
			problem: `the acknowledgement ${entry.path} cannot be read, so it is not known which runs it refers to`,
			why: "reason" in file ? file.reason : void 0,
			remedy: "restore it as it was stored, or delete it and acknowledge again"
		});
	});
}

// src/selftest.ts
/** Share of the budget that the run without a change may take: that with a loss has the rest. */
const unchangedShare = .8;
/**
* Measures the disks beside themselves, then one of them with a known loss, and judges both as the
* gate would, each against its own base side. `bad-argument` where so few rounds could show no
* loss; trouble in either run is thrown. `measureRun` is how a run is had; a test gives one that
* was measured before.
*/
async function runSelftest(request, measureRun = measure) {
	const { plan, policy, publish, onProgress } = request;
	const [disk] = disksOf(plan);
	if (disk === void 0) throw new RangeError("a plan of pairs has a disk");
	const gate = async (wanted, judging) => {
		const { run, trouble } = await measureRun({
			...request,
			plan: wanted,
			commit: null,
			declare: async (before) => declareGate({
				before,
				baseline: emptyBaseline,
				policy: judging
			})
		});
		if (trouble !== void 0) throw trouble;
		return {
			run,
			judgement: judge({
				run,
				baseline: emptyBaseline,
				policy: judging
			}),
			claims: []
		};
	};
	const live = {
		...policy,
		reference: "base"
	};
	const twins = twinPlan({
		...plan,
		budget: plan.budget * unchangedShare
	});
	const hopeless = hopelessGate(twins, live);
	if (hopeless !== void 0) throw new GateError("bad-argument", hopeless);
	onProgress({
		kind: "phase",
		text: "nothing changed: head and base are the same disks"
	});
	const unchanged = await gate(twins, live);
	publish(unchanged);
	onProgress({
		kind: "phase",
		text: `known loss: ${layers} needless nodes of QEMU below the head`
	});
	const { boot, prepare, measure: measuring, rest } = unchanged.run.timing;
	const left = plan.budget - boot - prepare - measuring - rest;
	const strict = {
		...live,
		cells: [],
		tolerance: Math.min(policy.tolerance, lossTolerance)
	};
	const knownLoss = await gate(knownLossPlan({
		...plan,
		budget: left
	}, disk), strict);
	const change = knownLoss.judgement.cells.find(({ gated }) => gated)?.change;
	const loss = change === void 0 ? void 0 : -change;
	const found = {
		unchanged,
		knownLoss,
		layers,
		loss
	};
	return {
		...found,
		problems: selftestProblems(found)
	};
}
/** What is wrong with a gate that judged so: sentences without a full stop. */
function selftestProblems(found) {
	const [unchanged, { verdict }] = [found.unchanged.judgement, found.knownLoss.judgement];
	const problems = [];
	if (unchanged.verdict === "regressed") problems.push(`a false alarm: head and base were the same disks and read regressed, which at most ${formatRate(unchanged.falseAlarm)} of such runs should. Run it again; if it stays red, the noise of this host is not what the gate assumes: see \`storage-gate doctor\` and docs/other-load.md`);
	else if (!unchanged.passed) problems.push(`unchanged disks failed the gate: they read ${unchanged.verdict}, which the policy fails on`);
	if (unchanged.gatedCells === 0) problems.push("no cell is gated, so the gate could not have failed whatever was lost");
	if (verdict !== "regressed") problems.push(`the known loss was not caught: with ${layers} needless nodes below it the head read ${verdict}, so a green gate on this host says nothing. If the drive is slower than those nodes, a disk with cache=writeback shows the loss`);
	return problems;
}
/** A run with a known loss may take so many seconds even where less of the budget is left. */
const leastKnownLossBudget = 300;
/**
* It ends as soon as it is decided, after some eight to eleven rounds. By so many one cell can be
* red at any budget of false alarms from 0.002 % on.
*/
const knownLossRounds = 16;
/**
* They took 65 and 74 % of emulated disks (docs/statistics.md). QEMU's work for a request and that
* for a node move together with the host. With 400 QEMU needs 20 s to list its nodes.
*/
const layers = 60;
/** Many requests at a time, of which each waits until QEMU is done with those before. */
const lossWorkload = "randread-4k-qd32";
/** Well below what is lost, whatever the gate's own is. */
const lossTolerance = .1;
/** Images need no more than this: what is measured is QEMU. */
const lossSize = 256 * 2 ** 20;
/** One workload on one small disk, which the head has under needless nodes. */
function knownLossPlan(plan, { name, target }) {
	if (target.kind !== "disk") throw new TypeError("a disk that is judged is virtual");
	const mode = {
		...target.mode,
		size: Math.min(target.mode.size, lossSize)
	};
	const quick = kindOf(plan.suite).make("quick");
	const workloads = quick.workloads.filter((workload) => workload.name === lossWorkload);
	const twins = twinPlan({
		...plan,
		suite: {
			...quick,
			workloads
		},
		rounds: knownLossRounds,
		budget: Math.max(plan.budget, leastKnownLossBudget),
		arms: [{
			name,
			side: "head",
			target: {
				kind: "disk",
				mode
			}
		}]
	});
	const arms = twins.arms.map((arm) => arm.side === "head" ? {
		...arm,
		layers
	} : arm);
	return {
		...twins,
		arms
	};
}

// src/cli/selftest.ts
const details = `
Measures the disks of the config (or --disk; else --disk none) beside
themselves, in the rounds and by the policy of the gate: what it would have said
of a change that changes nothing. Then the head is the first disk with needless
nodes of QEMU below it, which must read regressed. --budget holds for both runs.
Exit status 1 where the unchanged disks were red, or the loss was not.`;
/** Adds what a selftest is told. */
function addSelftestOptions(command) {
	return addErrorOptions(addPlanOptions(command)).description("what a gate on this host says of unchanged disks, and of a known loss").addOption(new Option("--format <format>", "of the report").choices(["text", "json"]).default("text")).addHelpText("after", details);
}
/**
* `storage-gate selftest`: 0, or 1 where the gate says what it should not. `measureRun` is how a
* run is had; a test gives one that was measured before.
*/
async function selftestCommand(options, terminal, measureRun) {
	const { plan, policy, site } = await settingsOf(options, terminal);
	const { cacheDirectory, onProgress, signal, color } = terminal;
	const isJson = options.format === "json";
	const request = {
		plan,
		policy,
		site: {
			...site,
			base: void 0
		},
		cacheDirectory,
		toolVersion,
		onProgress,
		signal,
		install: () => terminal.ensurePackages(options.yes === true)
	};
	const found = await runSelftest({
		...request,
		publish: (unchanged) => {
			if (!isJson) terminal.print(renderUnchanged(unchanged, color));
		}
	}, measureRun);
	terminal.print(isJson ? renderSelftestJson(found) : renderKnownLoss(found, color));
	return found.problems.length === 0 ? 0 : 1;
}
/** Without any disk named there is one all the same. */
async function settingsOf(options, terminal) {
	const named = options.disk !== void 0 || await configNamesDisks(options);
	if (!named) terminal.say("no disk is named: --disk none is measured");
	const settings = await settingsFrom({
		...options,
		...!named && { disk: ["none"] }
	}, randomInt(2 ** 32));
	const { suite } = settings.plan;
	if (rulesOf(suite).gates === "by default") return settings;
	const gating = suiteKinds().filter((kind) => kind.rulesOf(kind.make()).gates === "by default");
	throw new GateError("bad-argument", {
		problem: `--suite: a selftest is of a suite that gates; the ${suite.name} suite shows a host as it is`,
		remedy: `leave it out, or give --suite ${gating.map(({ name }) => name).join(" or ")}`
	});
}
async function configNamesDisks(options) {
	const file = await configFileOf(options);
	if (file === void 0) return false;
	const parsed = parseConfigFile(file);
	return parsed.ok ? namesDisks(parsed.value) : true;
}

// src/cli/setup.ts
/** Name of the guest lock in a repository. */
const lockFileName = "storage-gate.lock";
/** Tools of the guest that setup builds; guests with other tools take its kernel. */
const tools = ["sysbench"];
/**
* `storage-gate setup`: host packages; on demand the newest guest kernel that apt offers, and the
* lock that keeps the guest in use. A lock that is there names the newest from then on.
*/
async function setupCommand({ yes, upgradeGuest, lockGuest }, terminal) {
	const { cacheDirectory, signal, say } = terminal;
	const lockFile = resolve(lockFileName);
	const before = upgradeGuest === true || lockGuest === true ? await guestInUse({
		cacheDirectory,
		lockFile
	}) : void 0;
	const locks = lockGuest === true || before?.lock !== void 0;
	if (locks) await requireOutput(lockFile);
	if (await terminal.ensurePackages(yes === true) === 0) say("all packages that storage-gate needs are installed");
	if (before === void 0) return 0;
	const how = upgradeGuest === true ? { refresh: true } : { lockFile };
	const onProgress = (text) => say(`- ${text}`);
	const { lock } = await provideGuest({
		tools,
		cacheDirectory,
		onProgress,
		signal,
		...how
	});
	if (lock === void 0) throw new GateError("guest-build", {
		problem: "the kernel of the guest in use did not come from a package",
		remedy: "use the newest that apt offers: `storage-gate setup --upgrade-guest --lock-guest`"
	});
	const now = describe(lock);
	if (upgradeGuest === true) tellUpgrade(before.lock ?? before.cached, now, say);
	if (!locks) return 0;
	await writeGuestLock(lockFile, lock);
	say(`${lockFileName} names ${now}; commit it, so that every host boots this guest`);
	return 0;
}
function tellUpgrade(before, now, say) {
	const was = before && describe(before);
	if (was === now) return say(`the guest is already the newest: ${now}`);
	say(`the guest is now ${now}${was === void 0 ? "" : ` (it was ${was})`}`);
	say("a new series of results begins: runs with another guest kernel are not compared with earlier ones");
}
function describe({ package: name, version }) {
	return `${name} ${version}`;
}

// src/cli/terminal.ts
/** The terminal of this process. NO_COLOR (no-color.org) and pipes are honoured. */
function openTerminal(env) {
	const signal = cancelOnSignals();
	const { stdout, stderr } = process;
	const say = (line) => void stderr.write(`${logLine(line)}\n`);
	guardProcess((text) => say(`storage-gate: ${text}`));
	const color = stdout.isTTY && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
	return {
		color,
		cacheDirectory: join(cacheHome(env), "qemu-storage-gate"),
		signal,
		onProgress: showProgress({
			write: (text) => void stderr.write(text),
			isTty: stderr.isTTY && env.TERM !== "dumb",
			columns: stderr.columns ?? 80,
			now: () => performance.now() / 1e3
		}),
		print: (text) => void stdout.write(`${logLines(text.replace(/\n$/, ""), color)}\n`),
		say,
		ensurePackages: (assumeYes) => ensurePackages({
			assumeYes,
			ask,
			say,
			signal
		})
	};
}
/**
* The user's directory of caches; empty where there is none, which is told where one is needed. A
* path that is not absolute counts as unset (XDG base directory specification).
*/
function cacheHome({ XDG_CACHE_HOME = "", HOME = "" }) {
	return [
		XDG_CACHE_HOME,
		join(HOME, ".cache"),
		join(homeOfUser(), ".cache")
	].find(isAbsolute) ?? "";
}
function homeOfUser() {
	try {
		return userInfo().homedir;
	} catch {
		return "";
	}
}
/** Yes or no on the terminal; a pipe can't answer, so it counts as no. */
async function ask(question) {
	if (!process.stdin.isTTY) return false;
	using reader = createInterface({
		input: process.stdin,
		output: process.stderr
	});
	try {
		return /^(y|yes)$/i.test((await reader.question(`${question} [y/N] `)).trim());
	} catch (cause) {
		throw new GateError("interrupted", { problem: "cancelled at the question" }, { cause });
	}
}
/**
* Aborts on SIGINT and SIGTERM, so that scopes can clean up. A second signal a second later ends
* the process at once; our children then die with it (parent-death signal).
*/
function cancelOnSignals() {
	const controller = new AbortController();
	let first;
	const cancel = (code, name) => () => {
		const problem = `cancelled by ${name}`;
		const error = new GateError(code, {
			problem,
			why: "nothing was judged or stored"
		});
		if (first !== void 0 && Date.now() - first > 1e3) process.exit(exitStatusOf(error));
		first ??= Date.now();
		controller.abort(error);
	};
	process.on("SIGINT", cancel("interrupted", "SIGINT"));
	process.on("SIGTERM", cancel("terminated", "SIGTERM"));
	process.on("SIGHUP", cancel("terminated", "SIGHUP"));
	return controller.signal;
}

// src/cli.ts
const examples = `
Examples:
  storage-gate run
      every cache mode and the bare host, as in the blog post
  storage-gate run --suite fio --disk none --profile quick
      one mode, with fio on the raw disk, beside the host
  storage-gate run --disk name=prod,format=qcow2,cache=none,aio=native \\
      --directory /var/lib/libvirt/images
      your own disk, on the drive where your images are
  storage-gate compare run.json --format markdown
      judge a stored run again, without QEMU

Exit status:
${exitStatuses.map(({ status, meaning }) => `  ${String(status).padEnd(5)}${meaning}`).join("\n")}`;
const runExamples = `
Without disks on the command line or in the config, the rows of the blog post
are measured with its workloads (--suite sysbench): host, host-direct, default,
writeback, writethrough, none, directsync, unsafe. Disks that are named are
measured in turns of milliseconds with their --base-disk, or with a plain disk
(--suite pairs): these runs alone gate by themselves. --suite fio shows levels,
each beside the host job that does what QEMU does for its mode. Every later run
is compared with the earlier ones in --baseline whose host, guest and tools were
the same.`;
/** Columns of a help text at most: longer lines are hard to read. */
const mostColumns = 100;
const storeToRead = `the stored runs: ${storesToRead}`;
const storeToChange = `the stored runs: ${storesToChange}`;
const terminal = openTerminal(process.env);
try {
	await buildProgram().parseAsync();
} catch (error) {
	process.exitCode = reportFailure(terminal.signal.aborted ? terminal.signal.reason : error);
}
function buildProgram() {
	const program = new Command("storage-gate").description("Boots a QEMU guest, benchmarks the disk mode you ship, compares it with earlier runs, and fails where storage throughput regressed.").version(toolVersion).exitOverride().configureHelp({ showGlobalOptions: true }).configureOutput({
		getOutHelpWidth: () => Math.min(process.stdout.columns ?? 80, mostColumns),
		outputError: (text) => terminal.say(text.trimEnd()),
		getErrHelpWidth: () => Math.min(process.stderr.columns ?? 80, mostColumns)
	}).showHelpAfterError("(add --help for the options)").addHelpText("after", examples);
	addJudgingOptions(addMeasuringOptions(program.command("run"))).description("measure, judge against earlier runs, report, and store the run").option("--out <file>", "also write the run document here").option("--no-record", "judge without storing the run, for an experiment").addHelpText("after", runExamples).action(command(runCommand));
	addMeasuringOptions(program.command("measure")).description("measure only: writes a run document").option("--out <file>", "run document to write", "run.json").action(command(measureCommand));
	addJudgingOptions(program.command("compare")).description("judge run documents again; needs no QEMU").argument("<run.json...>", "run documents; several make one report").option("--config <file>", "policy in YAML (default: storage-gate.yml if it exists)").option("--out <file>", "write the report here instead of stdout").action(command(compareCommand));
	addStoreOption(program.command("record"), `where to store them: ${storesToChange}`).description("store run documents as baselines").argument("<run.json...>", "run documents").action(command(recordCommand));
	addStoreOption(program.command("acknowledge"), storeToChange).description("accept the level of the newest stored runs as what the default branch delivers from now on").requiredOption("--reason <text>", "why the level is accepted").option("--by <name>", "who accepts it (default: user.name of git)").option("--cell <cell>", "only these cells, repeatable: ARM/WORKLOAD/METRIC, each part may be *", collect).option("--last <n>", "number of newest eligible runs whose mean is the level (default 5)").option("--environment <digits>", "first digits of the environment (default: that of the newest run)").action(command(acknowledgeCommand));
	addBaselines(program.command("baselines").description("list, show and prune stored runs"));
	const doctor = program.command("doctor").description("check what this host can measure, what is missing, and how to fix it");
	addStoreOption(addSomeOptions(doctor, ...[
		"config",
		"directory",
		"disk",
		"qemu",
		"base-qemu",
		"accel",
		"allow-tmpfs"
	]), "stored runs, from which it learns how much a run writes").addOption(formatOption("format of the findings")).action(command(doctorCommand));
	addSelftestOptions(program.command("selftest")).action(command((options, own) => selftestCommand(options, own)));
	program.command("setup").description("install the host packages that are missing (asks on a terminal)").option("--yes", "do not ask").option("--upgrade-guest", "use the newest guest kernel that apt offers; a new series of results begins").option("--lock-guest", "write the guest in use to storage-gate.lock, so that every host boots the same guest").action(command(setupCommand));
	program.command("disks").description("show what a guest's definition says of its disks, and from where each field is").argument("<file>", "libvirt XML, QEMU arguments, Proxmox or KubeVirt configuration").option("--as <product>", "product whose defaults hold, such as proxmox-9").option("--storages <file>", "Proxmox's storage.cfg: which storage is of which kind").option("--target <disk>", "only this disk").addOption(formatOption("format of the output")).action(command(disksCommand));
	program.command("modes").description("list the presets of --disk, and what each sets in QEMU").addOption(formatOption("format of the output; json has sizes in bytes")).action(command(modesCommand));
	return program;
}
function addBaselines(baselines) {
	addStoreOption(baselines.command("list"), storeToRead).description("list the environments that have stored runs").addOption(formatOption("format of the output")).action(command(listBaselines));
	addStoreOption(baselines.command("show"), storeToRead).description("show the runs of one environment, and its acknowledgements").argument("[environment]", "its first digits (default: that of the newest run)").addOption(formatOption("format of the output")).action(command(showBaseline));
	addStoreOption(baselines.command("prune"), storeToChange).description("remove runs, but never the newest, nor one that an acknowledgement refers to").option("--keep <n>", "remove all but the newest N of each environment").option("--run <digits>", "remove this run, repeatable, by its digits in `baselines show`", collect).option("--yes", "remove them; without it only list what would be removed").action(command(pruneBaselines));
}
/** Runs a command with its arguments, its options and the terminal; it returns the exit status. */
function command(work) {
	return async (...given) => {
		process.exitCode = await work(...given.slice(0, -1), terminal);
	};
}
/** The only catch-all: says what went wrong, and gives the exit status. */
function reportFailure(error) {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
	for (const line of `storage-gate: ${describeError(error)}`.split("\n")) terminal.say(line);
	return exitStatusOf(error);
}

export {  };