import { A as requireStore, B as readEnough, C as diskParts, E as describeStore, G as acceptedLevel, H as readRunFile, I as runGit, J as newestDocuments, K as acknowledge, M as storesToRead, O as isReadOnly, P as remoteOfClone, S as missingEngines, T as directRefusal, V as documentDigest, W as encodeRun, X as commitOf, Y as oldestDocuments, Z as whyNotEligible, a as runGate, b as cpuModel, c as judge, d as chooseAccelerator, f as provideGuest, g as writeGuestLock, h as guestInUse, i as judgeAgainst, j as storesToChange, k as openStore, l as emptyBaseline, m as findQemu, n as findAncestors, o as declareGate, p as bootGuest, q as findUnlikeRuns, s as hopelessGate, u as measure, v as directoryNeeds, w as checkDirectories, x as watchLoad, y as requireWriteBudget, z as readAll } from "./chunks/ancestors.js";
import { $ as resolveSuite, $n as formatSpread, $t as usualShapes, An as toldOf, B as writeWhole, Bt as rulesOf, C as sinceText, Cn as exitStatusOf, D as throughputLegend, Dn as quoteForShell, Dt as plainPath, E as rowLabel, En as messageOf, Et as isInside, Fn as plainText, Gn as formatCount, Gr as describeCache, Hr as aioEngines, Ht as suiteKinds, In as headCells, J as namesDisks, Jn as formatList, Jr as collectRejections, Jt as joiningShapes, K as pause, Kr as durabilityClass, Lr as isDefault, Mn as jsonText, Mr as diskModeKey, N as createScratch, Nn as logLine, Nr as fieldValues, O as throughputTable, On as remedyOf, Ot as parseDiskMode, Pn as logLines, Qn as formatShare, Rr as gatesOwn, S as markOf, Sn as describeError, T as evidenceText, Tn as hasCode, Tt as diskSpec, Un as formatBytes, Ur as cacheFlags, Ut as suiteNamed, Vr as spelled, Vt as suiteInstead, Wn as formatChange, Wr as cacheModes, X as requireSettings, Xn as formatRate, Xr as reject, Y as requirePolicy, Yn as formatMoment, Yr as describeRejection, Zn as formatRatio, Zr as rejectionFacts, Zt as shapeDigest, _ as emulationWarning, _r as cellText, a as nextSteps, an as changeLegend, ar as targetKey, b as intervalLegend, bt as settingNames, cn as formatValue, d as headlineOf, dn as changeText, dt as isShaped, et as disksOf, f as isShown, fn as definitionSentences, fr as takenByOthers, ft as ownWorkloads, g as costsOf, gn as paragraph, gt as definitionPaths, hn as paintFor, ht as askedDisks, i as heldTolerance, j as caveatTexts, jn as toolVersion, jr as defaultDiskMode, jt as listDisks, k as titlesOf, kt as parseCount, ln as leftOutTexts, lt as lookupIn, mn as capitalized, nt as twinPlan, on as formatBare, or as suiteDigest, pn as alignColumns, pt as parseShape, qn as formatInterval, qr as accept, qt as describeShape, r as renderMarkdown, rn as tooLarge, sn as formatThroughput, sr as unmeasuredChanges, t as guardProcess, ti as metricOf, tt as planRun, un as reasonText, ur as loadParts, ut as nameOf, v as errorSources, vt as parseConfigFile, w as storedBasesOf, wn as exitStatuses, x as labelsOf, xn as GateError, y as hostSentence, yt as refusal, zt as kindOf } from "./chunks/guard.js";
import { a as readConfigFile, i as mostDefinition, n as ensurePackages, o as readDefinitions, r as missingPackages, s as readSourceFile, t as showProgress } from "./chunks/progress-display.js";
import { EventEmitter } from "node:events";
import childProcess from "node:child_process";
import path, { dirname, isAbsolute, join, relative, resolve } from "node:path";
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

// src/config/base-side.ts
/**
* The disks of a base commit: `request` has its config, and its files as `definitions`. One that is
* absent there (not among them) leaves its disk without a base. Rejections are of the config; of
* what a definition says the disk is `unread`.
*/
function resolveBaseSide({ raw, configFile, origin, definitions }) {
	const file = configFile === void 0 ? void 0 : parseConfigFile(configFile);
	if (file !== void 0 && !file.ok) return file;
	const config = file?.value;
	const chosen = resolveSuite(lookupIn(raw, {
		origin,
		config
	}), suiteInstead.disks);
	const { rejections, take } = collectRejections(config?.rejections);
	const suite = take(chosen, suiteNamed("fio"));
	const specs = raw.disks?.filter((spec) => spec.trim() !== "") ?? [];
	const where = nameOf(origin, "disk");
	const asked = specs.length > 0 || config?.content.disks !== void 0 ? askedDisks({
		specs,
		config,
		suite,
		where,
		definitions
	}) : [];
	const unread = /* @__PURE__ */ new Map();
	const arms = asked.flatMap(({ texts, outcome }) => {
		const from = texts["from.head"] ?? texts["from"];
		if (outcome.ok) return outcome.value.arm.side === "head" ? [{
			...outcome.value.arm,
			side: "base"
		}] : [];
		if (from === void 0) rejections.push(...outcome.rejections);
		else if (definitions?.has(plainPath(from)) === true || !isInside(plainPath(from))) unread.set(texts["name"] ?? "", outcome.rejections.map(describeRejection).join("; ").slice(0, 480));
		return [];
	});
	return rejections.length > 0 ? {
		ok: false,
		rejections
	} : accept({
		arms,
		unread
	});
}
/**
* The plan without the disks that are the same on both sides, which it names as `unchanged`;
* undefined where no disk is left. As it is where `measure` is `all`, where stored runs are what
* counts, and where a part of the guest differs. Not for a run that joins a store: that has all.
*/
function changedPlan({ plan, site, policy, measure }) {
	if (measure === "all" || policy.reference === "stored" || site.base !== void 0) return plan;
	const same = new Set(disksOf(plan).filter((head) => isSame(head, plan)).map(({ name }) => name));
	const heads = plan.arms.filter(({ side }) => side === "head");
	if (heads.length > 0 && heads.every(({ name }) => same.has(name))) return void 0;
	if (same.size === 0 || plan.pairs === void 0) return plan;
	const { order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
	const arms = plan.arms.filter(({ side, name }) => side !== "yardstick" && !same.has(name));
	const givenParts = [
		site.qemu,
		site.kernel,
		site.initrd
	].some((part) => part !== void 0);
	return planRun({
		...rest,
		arms,
		unchanged: [...same],
		givenParts
	});
}
function isSame({ name, target, definition }, { arms }) {
	const base = arms.find((arm) => arm.side === "base" && arm.name === name);
	return base !== void 0 && targetKey(target) === targetKey(base.target) && unmeasuredChanges(base.definition, definition).length === 0;
}

// src/cli/git.ts
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
/** The top of the repository around a directory, or that directory. */
async function topOfClone(directory) {
	return await askGit("-C", directory, "rev-parse", "--show-toplevel") || directory;
}
/**
* The disks of a commit, by its own config and its own files; `bad-argument` where there is no such
* commit, `bad-config` where its config can't be used.
*/
async function baseSideAt(revision, request) {
	const { workspace } = request;
	const commit = await askGit("-C", workspace, "rev-parse", ...[
		"--verify",
		"--end-of-options",
		`${revision}^{commit}`
	]);
	if (!commit) throw new GateError("bad-argument", {
		problem: `--base-ref: there is no commit "${revision}" here`,
		remedy: "fetch it, and name it as git does, such as origin/main"
	});
	const top = await topOfClone(workspace);
	const path = relative(top, resolve(workspace, request.configFile?.path ?? "storage-gate.yml"));
	const at = {
		commit,
		top
	};
	const file = path.startsWith("..") ? void 0 : await fileAt(path, at);
	const configFile = {
		path: `${path} at ${revision}`,
		text: file?.ok === true ? file.value : ""
	};
	if (file?.ok === false) throw refusal(file.rejections, configFile);
	const before = {
		...request,
		configFile: file && configFile
	};
	const definitions = /* @__PURE__ */ new Map();
	for (const one of definitionPaths({
		...before,
		side: "base"
	})) {
		const found = await fileAt(one, at);
		if (found !== void 0) definitions.set(one, found);
	}
	const base = resolveBaseSide({
		...before,
		definitions
	});
	if (base.ok) return base.value;
	throw refusal(base.rejections, configFile);
}
/** A regular file of a commit, or why it is none; undefined where there is nothing. */
async function fileAt(path, { commit, top }) {
	const way = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
	const args = [
		"--literal-pathspecs",
		"ls-tree",
		"-lz",
		"--full-tree",
		commit,
		"--",
		...way
	];
	const entry = (await runGit({
		args,
		cwd: top
	})).stdout.split("\0").find((line) => {
		const name = line.slice(line.indexOf("	") + 1);
		return name === path || way.includes(name) && !line.includes(" tree ");
	});
	if (entry === void 0) return void 0;
	const [, oid = "", size] = /^100(?:644|755) blob (\w+) +(\d+)\t/.exec(entry) ?? [];
	if (size === void 0 || !entry.endsWith(`\t${path}`)) return reject(path, "it is no regular file at the base");
	if (Number(size) > mostDefinition) return reject(path, tooLarge(Number(size), mostDefinition));
	return accept((await runGit({
		args: [
			"cat-file",
			"blob",
			oid
		],
		cwd: top
	})).stdout);
}

// src/cli/options.ts
/** Adds the options that say what is measured, where and with what, and beside which base side. */
function addMeasuringOptions(command) {
	return addPlanOptions(command).option("--base-disk <spec>", "what the --disk of the same name was before; measured in the same run as the reference", collect).option("--base-qemu <binary>", "QEMU of the base side; every disk then has a base in a second guest (default: that of the head)").option("--base-kernel <file>", "guest kernel of the base side (default: that of the head)").option("--base-initrd <file>", "cpio archive of the base side (default: that of the head)");
}
/** Adds the options that say what is measured, without those of a base side. */
function addPlanOptions(command) {
	return command.option("--config <file>", "settings in YAML (default: storage-gate.yml if it exists)").option("--disk <spec>", "what to measure, repeatable: a preset (none, writeback, …), host[:PATH], or name=prod,cache=none,aio=native,…", collect).option("--disk-from <file#target>", "a disk of a definition, such as vms/prod.xml#vda: short for --disk name=vda,from=vms/prod.xml,target=vda", collect).option("--suite <name>", `workloads to run: pairs (two disks in turns; gates), fio (levels of the raw disk) or sysbench (fileio, as in the blog post); default where disks are named: ${suiteInstead.disks}`).option("--profile <name>", "effort of pairs or fio: quick, standard (default) or thorough").option("--workloads <names>", "workloads of the suite to measure, such as randread-4k-qd1,read-1m-qd8 (default: all)").option("--rounds <n>", "rounds to measure, each in a freshly booted guest (by profile 10, 12 or 30; fio 8, 16 or 30; sysbench 3)").option("--budget <duration>", "time after which no further round starts (default 15m; pairs 6m)").option("--write-budget <size>", "bytes that the run may write to the drive (default 80GiB; pairs 16GiB, sysbench 320GiB)").option("--random-seed <n>", "seed for the order of arms (default: random; kept in the run)").option("--directory <dir>", "where the images are: the filesystem and drive under test (default: .storage-gate/work)").option("--accel <kind>", "auto, kvm (fail if it does not work) or tcg (software emulation)").option("--qemu <binary>", "QEMU under test (default: the one in PATH)").option("--kernel <file>", "guest kernel under test (default: the distribution's cloud kernel)").option("--initrd <file>", "cpio archive loaded after ours, such as modules for --kernel").option("--cpus <n>", "CPUs of the guest, 1 to 8 (default 2)").option("--lock-wait <duration>", "how long to wait for another run on this host (default 10m)").addOption(new Option("--allow-tmpfs", "accept a directory in memory").preset("true")).option("--yes", "install missing host packages without asking");
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
	return requireStore(textOf(baseline) ?? "dir:.storage-gate", "--baseline");
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
/** What settings are made of: options, config, and the definitions that these name. */
async function requestFrom(options, randomSeed = randomInt(2 ** 32)) {
	const workspace = process.cwd();
	const told = {
		raw: rawSettings(options),
		configFile: await configFileOf(options)
	};
	const paths = definitionPaths({
		...told,
		side: "head"
	});
	return {
		...told,
		definitions: paths.length === 0 ? void 0 : readDefinitions(paths, await topOfClone(workspace)),
		origin: "cli",
		randomSeed,
		workspace,
		kept: options.record !== false
	};
}
/** Checked settings from options and the config file. */
async function settingsFrom(options, randomSeed) {
	return requireSettings(await requestFrom(options, randomSeed));
}
/** What the options say, by the names that settings have everywhere. */
function rawSettings(options) {
	return {
		...Object.fromEntries(settingNames.map((name) => [name, textOf(options[camelCase(name)])])),
		disks: disksIn(options),
		baseDisks: listOf(options.baseDisk),
		gate: listOf(options.gate)
	};
}
/** SPECs, and those that --disk-from stands for: its target is the name. */
function disksIn({ disk, diskFrom }) {
	const short = (listOf(diskFrom) ?? []).map((text) => text.replace(/^(.*?)#(.*)$/s, "name=$2,from=$1,target=$2").replace(/^(?!name=)/, "from="));
	return short.length === 0 ? listOf(disk) : [...listOf(disk) ?? [], ...short];
}
/** An option's text, where it is one. */
function textOf(option) {
	return typeof option === "string" ? option : void 0;
}
/** The whole number that an option gives; `where` names the option in the error. */
function countOf(option, { where, ...range }) {
	const text = textOf(option);
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
	const named = textOf(config);
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
	const baseline = textOf(options.baseline);
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

// src/cli/acknowledge.ts
/**
* `storage-gate acknowledge`: accepts the level of the newest runs as what the default branch
* delivers from now on.
*/
async function acknowledgeCommand(options, terminal) {
	const reason = required(textOf(options.reason), "--reason TEXT", "say why this level is the right one");
	const last = countOf(options["last"], {
		where: "--last",
		least: 1,
		most: 30
	}) ?? 5;
	const by = textOf(options.by) ?? required(await askGit("config", "user.name"), "--by NAME", "say who accepts it");
	const patterns = listOf(options.cell) ?? [];
	await using store = await openNamed(options, terminal);
	const series = pickSeries(await seriesOf(store), textOf(options.environment), options);
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
		...definitionSentences(run).map((one) => paragraph("  ", plainText(one))),
		...judgement.changes.map((change) => paragraph("  ", plainText(`changes: ${changeText(change)}`)))
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
	const { settings, before, isPart } = await sidesFrom(options, terminal);
	if (settings === void 0) return 0;
	const location = locate(settings.baseline);
	const whyNot = isPart ? "it may lack disks that did not change" : whyNotRecorded(location, options);
	const out = textOf(options.out);
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
		hadBefore: before,
		publish: async (judged) => terminal.print(renderAs(formatOf(options), [judged], terminal.color)),
		ancestry: await ancestryOf(context.commit, location, terminal),
		store,
		record: whyNot === void 0,
		keep: kept.keep
	}).catch(kept.rescue);
	await kept.settle();
	terminal.say(whyNot === void 0 ? `stored as ${outcome.recordedAt}` : `not stored: ${whyNot}`);
	return outcome.judgement.passed ? 0 : 1;
}
/**
* The settings with what the disks were at --base-ref, and those disks. Undefined where nothing
* under test changed, which is told.
*/
async function sidesFrom(options, { print }) {
	const request = await requestFrom(options);
	const revision = textOf(options.baseRef);
	const baseSide = revision === void 0 ? void 0 : await baseSideAt(revision, request);
	const before = (baseSide?.arms ?? []).map((arm) => ({
		...arm,
		side: "head"
	}));
	const whole = requireSettings({
		...request,
		baseSide
	});
	const isPart = before.length > 0 && whole.measure === "changed";
	if (!isPart) return {
		settings: whole,
		before,
		isPart
	};
	const settings = requireSettings({
		...request,
		baseSide,
		kept: false
	});
	const heads = disksOf(settings.plan).map(({ name }) => name);
	const isGone = before.some(({ name }) => !heads.includes(name));
	const plan = changedPlan(settings) ?? (isGone ? settings.plan : void 0);
	if (plan !== void 0) return {
		settings: {
			...settings,
			plan
		},
		before,
		isPart
	};
	const text = `nothing under test changed since ${revision}: ${heads.join(", ")}`;
	print(options.format === "json" ? jsonText({ unchanged: heads }) : `${plainText(text)}\n`);
	return {
		before,
		isPart
	};
}
/** Why the run of `storage-gate run` does not join its store; undefined where it does. */
function whyNotRecorded(location, { record }) {
	if (isReadOnly(location)) return `${describeStore(location)} is a single run`;
	return record === false ? "--no-record was given" : void 0;
}
/** `storage-gate measure`: a run document and nothing else. */
async function measureCommand(options, terminal) {
	const settings = await settingsFrom(options);
	const out = textOf(options.out) ?? "run.json";
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
	const report = renderAs(formatOf(options), judged, terminal.color && options.out === void 0);
	const out = textOf(options.out);
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
function formatOf(options) {
	const format = textOf(options.format);
	return format === "markdown" || format === "json" ? format : "text";
}

// src/cli/disks.ts
/** `storage-gate disks`: what a definition of a guest says of its disks, as text or JSON. */
async function disksCommand(path, options, terminal) {
	const file = textOf(options.storages);
	const list = listDisks({
		source: readSourceFile(path),
		as: textOf(options.as),
		storages: file === void 0 ? void 0 : readSourceFile(file)
	});
	if (!list.ok) throw new GateError("bad-document", rejectionFacts(list.rejections, "things"));
	const { disks, ...definition } = list.value;
	const target = textOf(options.target);
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

// src/cli/workloads.ts
/** `storage-gate workloads`: those of the suite pairs and of the config, in words or as JSON. */
async function workloadsCommand(options, terminal) {
	const file = await configFileOf(options);
	const config = file && parseConfigFile(file);
	const shapes = (config?.ok === true ? (ownWorkloads([config.value]) ?? []).filter(isShaped) : []).map(parseShape);
	const faults = [config, ...shapes].flatMap((one) => one?.ok === false ? one.rejections : []);
	if (faults.length > 0) throw refusal(faults, file);
	const workloads = [
		...usualShapes,
		...joiningShapes.map(({ workload }) => workload),
		...shapes.flatMap((shape) => shape.ok ? [shape.value] : [])
	].map((shape) => ({
		...shape,
		asks: describeShape(shape),
		digest: shapeDigest(shape)
	}));
	const lines = workloads.map((one) => `${one.name.padEnd(24)} ${one.asks} (${one.digest})\n`);
	terminal.print(options.format === "json" ? jsonText({ workloads }) : lines.join(""));
	return 0;
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
	addJudgingOptions(addMeasuringOptions(program.command("run"))).description("measure, judge against earlier runs, report, and store the run").option("--base-ref <rev>", "what the disks were at this commit, by its config and its files, as the base side").option("--measure <disks>", "with --base-ref: changed (default), or all, which stores the run").option("--out <file>", "also write the run document here").option("--no-record", "judge without storing the run, for an experiment").addHelpText("after", runExamples).action(command(runCommand));
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
	program.command("workloads").description("list the workloads of the suite pairs, and those of the config, in words").option("--config <file>", "settings in YAML (default: storage-gate.yml if it exists)").addOption(formatOption("format of the output; json has sizes in bytes")).action(command(workloadsCommand));
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