import { $i as flagKeys, $n as tooLarge, $r as formatRate, A as labelsOf, Ar as messageOf, B as caveatTexts, Bi as isDefault, Br as headIndexOf, Bt as commitAs, Cn as readAll, D as errorSources, Di as sha256Hex, Dr as exitStatusOf, Dt as diskSpec, E as emulationWarning, Ei as fingerprintOf, En as readRunFile, Er as describeError, Et as refusal, F as rowLabel, Fi as diskModeKey, Fn as suiteInstead, Fr as jsonText, G as openStore, Gn as shapeDigest, Gt as defaultRef, H as describeStore, Hn as joiningShapes, Ht as pushRef, I as throughputLegend, Ii as fieldValues, In as suiteKinds, Ir as logLine, J as storesToRead, Jr as formatCount, Jt as createRepository, K as requireStore, Ki as spelled$1, Kr as formatBytes, Kt as fetchTip, L as throughputTable, Ln as suiteNamed, Lr as logLines, M as sinceText, Mr as remedyOf, Mt as parseCount, N as storedBasesOf, Nn as kindOf, Nr as toldOf, O as hostSentence, On as encodeRun, Or as exitStatuses, P as evidenceText, Pi as defaultDiskMode, Pn as rulesOf, Pr as toolVersion, Pt as listDisks, Q as resolveSettings, Qi as durabilityClass, Qn as readBounded, Qr as formatMoment, Qt as runGit, R as titlesOf, Rr as plainText, Sn as listVerdicts, T as costsOf, Tn as documentDigest, Tr as GateError, Tt as ruleFor, Ui as gatesOwn, Ut as byLease, V as doubtText, Vn as describeShape, Vr as headSampleOf, Vt as nextRef, W as isReadOnly, Wr as sampleOf, Wt as withRetries, X as namesDisks, Xi as cacheModes, Xr as formatInterval, Xt as remoteOfClone, Yi as cacheFlags, Yt as pushName, Z as requireSettings, Zi as describeCache, Zr as formatList, _r as capitalized, a as requirePolicy, ai as isLikeLoad, ar as formatBare, bi as mostDefinition, bn as pause, br as commitOf, c as heldTolerance, ca as metricOf, cn as createScratch, cr as shownUnit, d as subjectChanges, dr as missingText, dt as parseShape, ea as accept, ei as formatRatio, et as disksOf, fr as reasonText, g as scaleOf, gi as pairOfArm, gr as alignColumns, gt as definitionPaths, h as picturesOf, hi as suiteDigest, hr as definitionSentences, ia as rejectionFacts, ii as runIdentity, in as runTool, ir as changeLegend, j as markOf, jr as quoteForShell, jt as parseDiskMode, k as intervalLegend, kr as hasCode, l as nextSteps, lr as unitFactor, lt as isShaped, mn as writeWhole, mr as changeText, ni as formatSpread, nr as worstFirst, nt as twinPlan, o as resolveJudging, or as formatThroughput, pr as whyLeftOut, q as storesToChange, qi as aioEngines, qn as usualShapes, qr as formatChange, qt as oldRef, r as findAncestors, ra as reject, s as renderMarkdown, sa as metricNames, si as loadParts, sr as formatValue, t as guardProcess, ti as formatShare, tr as sumOfVerdicts, ui as takenByOthers, ur as lossText, ut as ownWorkloads, v as headlineOf, vr as paintFor, vt as parseConfigFile, w as attestationList, wn as readEnough, wt as policyFor, y as isShown, yi as cellText, yr as paragraph, yt as settingNames, zr as headCells } from "./chunks/guard.js";
import { A as levelOf, B as readingOf, C as namedDevices, D as checkDirectories, E as missingEngines, F as directoryNeeds, G as startOf$1, H as newestDocuments, I as diskParts, J as centreOf, K as whyNotEligible, L as acceptedLevel, M as stepShare, N as describeCost, O as directRefusal, P as requireWriteBudget, R as acknowledge, S as inspectDevice, T as watchLoad, U as oldestDocuments, V as readingsOf, W as isEligible, Y as gaugedIn, _ as findQemu, a as judgeAgainst, b as writeGuestLock, c as measure, f as chooseAccelerator, g as bootGuest, h as hostKernel, i as redAtOnce, j as shiftsOf, k as liveBaseOf, l as settleImages, m as hasApt, n as measuresAlike, o as runGate, p as provideGuest, q as estimateOf, r as resolveBaseSide, s as runLive, t as changedPlan, w as cpuModel, x as claimDevice, y as guestInUse, z as findUnlikeRuns } from "./chunks/base-side.js";
import { a as entryAt, c as readConfigFile, i as missingPackages, l as readDefinitions, n as ensurePackages, o as extractFrom, r as installCommand, s as withBaseImages, t as showProgress, u as readSourceFile } from "./chunks/progress-display.js";
import { EventEmitter } from "node:events";
import childProcess from "node:child_process";
import path, { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import fs, { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process$1 from "node:process";
import { stripVTControlCharacters, styleText } from "node:util";
import { createHash, randomInt } from "node:crypto";
import { access, constants as constants$1, mkdir, open, readFile, readdir, realpath, rm, stat, writeFile } from "node:fs/promises";
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
	const rows = series.map(({ fingerprint, runs, oldest, newest, commit, acknowledgements, environment, suite }) => [
		fingerprint.slice(0, 12),
		String(runs),
		formatMoment(oldest),
		formatMoment(newest),
		commit ?? "-",
		String(acknowledgements),
		environment === void 0 ? "(its newest run cannot be read)" : describeEnvironment(environment, suite)
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
function renderSeries(details) {
	const { series, runs, acknowledgements, verdicts, damaged } = details;
	const judged = verdictsText(verdicts);
	const { fingerprint, environment, suite } = series;
	const changing = changingFields(runs);
	const rows = runs.map(({ startedAt, digest, commit, rounds, disks, unusable }) => [
		formatMoment(startedAt),
		digest,
		commit?.slice(0, 12) ?? "-",
		String(rounds),
		disks.length === 0 ? "-" : disks.map((disk) => describeDisk(disk, changing)).join(", "),
		unusable === void 0 ? "can be a baseline" : `no baseline: it ${whyLeftOut(unusable)}`
	]);
	const said = acknowledgements.map(({ acknowledgedAt, by, reason, levels, runs: of }) => `${formatMoment(acknowledgedAt)}  ${plainText(by)}: ${plainText(reason)} (${formatCount(levels.length, "cell")}, ${formatCount(of.length, "run")})`);
	return [
		`environment ${fingerprint}`,
		...environment === void 0 ? [] : [describeEnvironment(environment, suite)],
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
		...judged === "" ? [] : ["", `pull requests  ${judged}`],
		...damaged.length === 0 ? [] : [
			"",
			"skipped",
			...damaged.map(({ path, reason }) => plainText(`${path}: ${reason}`))
		],
		""
	].join("\n");
}
/** How pull requests were judged so far; empty where none was. */
function verdictsText({ judged, decided, red, overridden }) {
	if (judged === 0) return "";
	return `${judged} judged: ${decided} decided, ${red} red${overridden === 0 ? "" : `; ${formatCount(overridden, "red")} overridden`}`;
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
/** An environment in a line; of the suite it has but the digest. */
function describeEnvironment(environment, suite) {
	const { accelerator, cpuModel, cpuCores, hostKernel, filesystem, device, qemu } = environment;
	const parts = [
		...suite === void 0 ? [] : [`suite ${suite}`],
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

// src/report/exports.ts
/** Every cell of some runs, in base units, for spreadsheets and programs (RFC 4180). */
function cellsCsv(runs) {
	return csv("started,commit,disk,side,workload,metric,unit,gated,verdict,base,head,change,low,high,mde,rounds,reason", runs.flatMap(({ run, judgement }) => judgement.cells.map((cell) => [
		run.startedAt,
		commitOf(run),
		cell.arm,
		cell.side,
		cell.workload,
		cell.metric,
		metricOf(cell.metric).unit,
		cell.gated,
		cell.verdict,
		cell.base,
		cell.head,
		cell.change,
		cell.interval?.low,
		cell.interval?.high,
		cell.mde,
		cell.headRounds,
		whyOf(cell)
	])));
}
/** The runs of a series, the newest first. */
function seriesCsv({ series, runs }) {
	return csv("started,commit,environment,run,rounds,disks,unusable", runs.map((run) => [
		run.startedAt,
		run.commit,
		series.fingerprint,
		run.digest,
		run.rounds,
		run.disks.map(({ name }) => name).join(" "),
		run.unusable && whyLeftOut(run.unusable)
	]));
}
/**
* The gated cells of some runs, each as a test: what fails the gate is a failure, what nobody could
* decide is skipped.
*/
function cellsJunit(runs) {
	return junit(runs.map(({ run, judgement: { cells, passed, accepted } }) => {
		const isLost = ({ verdict }) => verdict === "regressed" || verdict === "missing";
		const gated = cells.filter((cell) => cell.gated);
		const isOpen = !passed && !gated.some(isLost);
		return {
			name: "storage-gate",
			time: run.startedAt,
			cases: gated.map((cell) => ({
				group: cell.arm,
				name: `${cell.workload} ${cell.metric}`,
				...isLost(cell) && accepted === void 0 && { failure: cell.verdict },
				...cell.verdict === "inconclusive" && { [isOpen ? "failure" : "skipped"]: cell.verdict },
				text: `change ${cell.change}, interval ${cell.interval?.low} to ${cell.interval?.high}${accepted === void 0 ? "" : `, accepted by ${accepted.by}`}; ${whyOf(cell)}`
			}))
		};
	}));
}
/** The runs of a series, each as a test: those that can be no baseline are skipped. */
function seriesJunit({ series, runs, damaged }) {
	const cases = runs.map((run) => ({
		group: series.fingerprint,
		name: `${run.startedAt} ${run.commit ?? ""}`,
		...run.unusable && { skipped: whyLeftOut(run.unusable) }
	}));
	const unread = damaged.map(({ path, reason }) => ({
		group: series.fingerprint,
		name: path,
		failure: reason
	}));
	return junit([{
		name: "baselines",
		time: series.newest,
		cases: [...cases, ...unread]
	}]);
}
function whyOf({ reason }) {
	return reason === void 0 ? "" : reasonText(reason);
}
function csv(head, rows) {
	return [
		head,
		...rows.map((row) => row.map((field) => csvField(field ?? "")).join(",")),
		""
	].join("\r\n");
}
/** Foreign text never begins as a formula does, which a spreadsheet would obey. */
function csvField(field) {
	if (typeof field !== "string") return String(field);
	const text = plainText(field).replace(/^(?=[=+\-@])/, "'");
	return /[",]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}
/** As Jenkins and GitLab read it: nobody knows of a case how long it took. */
function junit(suites) {
	return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.map(({ name, time, cases }) => {
		const count = (kind) => cases.filter((one) => one[kind] !== void 0).length;
		const tests = cases.map((one) => {
			const { failure, skipped } = one;
			const found = [failure === void 0 ? "" : `<failure message="${xml(failure)}"/>`, skipped === void 0 ? "" : `<skipped>${xml(skipped)}</skipped>`];
			const said = one.text === void 0 ? "" : `<system-out>${xml(one.text)}</system-out>`;
			return `<testcase classname="${xml(one.group)}" name="${xml(one.name)}" time="0">${found.join("")}${said}</testcase>`;
		});
		return `<testsuite name="${name}" tests="${cases.length}" failures="${count("failure")}" errors="0" skipped="${count("skipped")}" time="0" timestamp="${time.slice(0, 19)}">\n${tests.join("\n")}\n</testsuite>`;
	}).join("\n")}\n</testsuites>\n`;
}
/** Foreign text for HTML and XML, in a sentence or an attribute: it shows as it is, on one line. */
function xml(text) {
	return plainText(text).replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

// src/store/git/move.ts
/** The ref of our own repository that the old store gets. */
const local = "refs/storage-gate/old";
/**
* Carries all that a ref of a store holds over to another, its history too, and removes the first.
* The second has everything before the first goes: a kill in between leaves both, which readers
* take as one, and another call ends it.
*/
async function moveStore(request) {
	const { from, to, onStep } = request;
	await using repository = await createRepository(request);
	const place = {
		ref: to,
		folder: ""
	};
	const task = {
		...request,
		place,
		verb: "written"
	};
	const fetch = (ref, own = {}) => withRetries(task, () => fetchTip(repository, {
		...place,
		ref
	}, {
		remote: pushName,
		...own
	}));
	await byLease({
		...task,
		patience: 300
	}, async () => {
		onStep?.("fetch");
		const [old, tip] = [await fetch(from, { local }), await fetch(to)];
		if (old.commit === void 0) throw new GateError("bad-argument", {
			problem: `there is no store in ${from} to be moved`,
			remedy: `use the stored runs in ${to}, or see with git ls-remote where they are`
		});
		onStep?.("commit");
		const source = await join$1(repository, tip.commit);
		if (source !== void 0) {
			onStep?.("push");
			const outcome = await withRetries(task, () => pushRef(repository, to, tip.commit, source));
			if (outcome !== "done") return outcome;
		}
		onStep?.("pushed");
		const outcome = await withRetries(task, () => pushRef(repository, from, local, ""));
		return outcome === "done" ? { done: void 0 } : outcome;
	});
}
/**
* The ref of a commit that has what both have; undefined where the newer one has it all. No content
* need be here: a tree only names them.
*/
async function join$1(repository, tip) {
	if (tip === void 0) return local;
	const ask = async (words, input) => (await repository.git(words.split(" "), { input })).stdout.trimEnd();
	const pathOf = (line) => line.slice(line.indexOf("	") + 1);
	const entries = async (commit) => (await ask(`ls-tree -r -z --full-tree ${commit}`)).split("\0").filter(Boolean);
	const known = new Set((await entries(tip)).map(pathOf));
	const more = (await entries(local)).filter((line) => !known.has(pathOf(line)));
	if (more.length === 0) return void 0;
	await ask(`read-tree ${tip}`);
	await ask("update-index -z --index-info", more.map((line) => `${line}\0`).join(""));
	const tree = await ask("write-tree --missing-ok");
	const parents = [
		"-p",
		tip,
		"-p",
		local,
		"-m",
		"Take in what the old ref has"
	];
	const commit = await repository.git([
		...commitAs,
		"commit-tree",
		tree,
		...parents
	]);
	await ask(`update-ref ${nextRef} ${commit.stdout.trimEnd()}`);
	return nextRef;
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

// src/cli/options.ts
/** Whether only the cost of plans was asked for, which is then printed. */
function isDryRun({ dryRun }, plans, terminal) {
	if (dryRun === true) terminal.print(plans.map(describeCost).join("\n"));
	return dryRun === true;
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
/** SPECs, and those that --disk-from stands for: its target is the name, more fields may follow. */
function disksIn({ disk, diskFrom }) {
	const short = (listOf(diskFrom) ?? []).map((text) => text.replace(/^(.*?)#([^,]*)/s, "name=$2,from=$1,target=$2").replace(/^(?!name=)/, "from="));
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
	terminal.print(options.format === "json" ? jsonText({ series }) : renderSeriesList(series));
	return 0;
}
/** `storage-gate baselines show`: the newest runs of one environment, and what was acknowledged. */
async function showBaseline(prefix, options, terminal) {
	await using store = await openNamed(options, terminal);
	const details = await detailsOf(store, pickSeries(await seriesOf(store), prefix, options));
	terminal.print(renderDetails(details, options));
	return 0;
}
/** `storage-gate baselines move`: what earlier versions kept in a branch goes to the ref of now. */
async function moveBaselines(_, terminal) {
	const { cacheDirectory, signal, say } = terminal;
	const where = {
		cacheDirectory,
		signal,
		remote: await remoteOfClone(process.cwd(), signal),
		onNotice: say
	};
	await moveStore({
		...where,
		from: oldRef,
		to: defaultRef
	});
	say(`${oldRef} is now ${defaultRef}`);
	return 0;
}
function renderDetails(details, { format }) {
	if (format === "csv") return seriesCsv(details);
	if (format === "junit") return seriesJunit(details);
	return format === "json" ? jsonText(details) : renderSeries(details);
}
async function detailsOf(store, series) {
	const [summary] = await summarize(store, [series]);
	const read = await readAll(store, [...series.runs.slice(0, 30), ...series.acknowledgements.slice(0, 30)]);
	if (summary === void 0) throw new Error("a series has a summary");
	const verdicts = await listVerdicts(store, series.fingerprint);
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
		verdicts: sumOfVerdicts(verdicts),
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
		const run = file !== void 0 && "run" in file ? file.run : void 0;
		return {
			fingerprint,
			runs: runs.length,
			oldest: isoStart(runs.at(-1)),
			newest: isoStart(runs[0]),
			commit: runs[0]?.name?.commit,
			acknowledgements: acknowledgements.length,
			environment: run?.environment,
			suite: run?.plan.suite.name
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
	if (levels.length === 0) throw noCell$1(patterns, used.flatMap(headCells));
	const before = await levelsBefore(store, series, levels);
	const path = await store.keep(acknowledgement);
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
			readings: readingsOf(runs, cell),
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
function noCell$1(patterns, cells) {
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
	const scale = scaleOf(cells);
	const rows = cells.map((cell) => [
		`  ${plainText(rowLabel({
			name: cell.arm,
			side: cell.side
		}))}`,
		plainText(titleOf(cell.workload)) + (cell.metric === "throughput" ? "" : ` ${cell.metric}`),
		cell.base === void 0 ? "" : formatBare(cell.metric, cell.base),
		cell.head === void 0 ? "" : formatBare(cell.metric, cell.head),
		cell.change === void 0 ? "" : formatChange(cell.change),
		picturesOf(cell, scale).join("  "),
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
			`± ${formatShare(scale)}`,
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
function renderText(judged) {
	const { run, judgement, claims, color } = judged;
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
	const described = rows.map(({ cells }) => cells.map((cell) => describeCell(cell, {
		hasRatio,
		footnotes
	})));
	const isPost = units.every((unit) => unit === "MiB/s");
	const [first = "", ...lines] = blocksOf([isPost ? "MiB/s" : "", ...rows.map(({ label }) => plainText(label))], columns.map((title, index) => [plainText(isPost ? title : `${title}, ${units[index] ?? ""}`), ...alignColumns(described.map((row) => row[index] ?? []), [])]));
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
function blocksOf(names, values) {
	const size = values.length > mostColumns$1 ? 2 : mostColumns$1;
	return [...Map.groupBy(values, (column) => Math.floor(values.indexOf(column) / size)).values()].flatMap((columns, block) => {
		const table = names.map((name, row) => [name, ...columns.map((column) => `  ${column[row]}`)]);
		return [...block === 0 ? [] : [""], ...alignColumns(table, [
			0,
			1,
			2,
			3,
			mostColumns$1
		])];
	});
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
/** How a report is written. */
const formats = [
	"text",
	"markdown",
	"json",
	"csv",
	"junit"
];
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
		case "csv": return cellsCsv(runs);
		case "junit": return cellsJunit(runs);
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

// src/page/document.ts
/** The assets of every page; scripts/build.ts puts their texts into the bundle. */
function pageAssets() {
	return {
		script: "/*! uPlot, MIT, Copyright (c) Leon Sorokin: github.com/leeoniya/uPlot */\n(function(){let e=`u-off`,t=`u-label`,n=`width`,r=`height`,i=`bottom`,a=`left`,o=`right`,s=`#000`,c=`#0000`,l=`mousemove`,u=`mousedown`,d=`mouseup`,f=`mouseenter`,p=`mouseleave`,m=`dblclick`,h=`change`,g=`dppxchange`,_=typeof window<`u`,v=_?document:null,y=_?window:null,b=_?navigator:null,x,S;function C(){let e=devicePixelRatio;x!=e&&(x=e,S&&le(h,S,C),S=matchMedia(`(min-resolution: ${x-.001}dppx) and (max-resolution: ${x+.001}dppx)`),ce(h,S,C),y.dispatchEvent(new CustomEvent(g)))}function w(e,t){if(t!=null){let n=e.classList;!n.contains(t)&&n.add(t)}}function T(e,t){let n=e.classList;n.contains(t)&&n.remove(t)}function E(e,t,n){e.style[t]=n+`px`}function D(e,t,n,r){let i=v.createElement(e);return t!=null&&w(i,t),n?.insertBefore(i,r),i}function O(e,t){return D(`div`,e,t)}let ee=/* @__PURE__ */ new WeakMap;function te(t,n,r,i,a){let o=`translate(`+n+`px,`+r+`px)`;o!=ee.get(t)&&(t.style.transform=o,ee.set(t,o),n<0||r<0||n>i||r>a?w(t,e):T(t,e))}let ne=/* @__PURE__ */ new WeakMap;function re(e,t,n){let r=t+n;r!=ne.get(e)&&(ne.set(e,r),e.style.background=t,e.style.borderColor=n)}let ie=/* @__PURE__ */ new WeakMap;function ae(e,t,n,r){let i=t+``+n;i!=ie.get(e)&&(ie.set(e,i),e.style.height=n+`px`,e.style.width=t+`px`,e.style.marginLeft=r?-t/2+`px`:0,e.style.marginTop=r?-n/2+`px`:0)}let oe={passive:!0},se={...oe,capture:!0};function ce(e,t,n,r){t.addEventListener(e,n,r?se:oe)}function le(e,t,n,r){t.removeEventListener(e,n,oe)}_&&C();function ue(e,t,n,r){let i;n||=0,r||=t.length-1;let a=r<=2147483647;for(;r-n>1;)i=a?n+r>>1:L((n+r)/2),t[i]<e?n=i:r=i;return e-t[n]<=t[r]-e?n:r}function k(e){return(t,n,r)=>{let i=-1,a=-1;for(let a=n;a<=r;a++)if(e(t[a])){i=a;break}for(let i=r;i>=n;i--)if(e(t[i])){a=i;break}return[i,a]}}let A=e=>e!=null,de=e=>e!=null&&e>0,j=k(A),M=k(de);function fe(e,t,n,r=0,i=!1){let a=i?M:j,o=i?de:A;[t,n]=a(e,t,n);let s=e[t],c=e[t];if(t>-1){if(r==1)s=e[t],c=e[n];else if(r==-1)s=e[n],c=e[t];else for(let r=t;r<=n;r++){let t=e[r];o(t)&&(t<s?s=t:t>c&&(c=t))}}return[s??R,c??-R]}function pe(e,t,n,r){let i=ke(e),a=ke(t);e==t&&(i==-1?(e*=n,t/=n):(e/=n,t*=n));let o=n==10?Ae:je,s=i==1?L:Te,c=a==1?Te:L,l=s(o(Ce(e))),u=c(o(Ce(t))),d=Oe(n,l),f=Oe(n,u);return n==10&&(l<0&&(d=H(d,-l)),u<0&&(f=H(f,-u))),r||n==2?(e=d*i,t=f*a):(e=V(e,d),t=Ge(t,f)),[e,t]}function me(e,t,n,r){let i=pe(e,t,n,r);return e==0&&(i[0]=0),t==0&&(i[1]=0),i}let he=.1,ge={mode:3,pad:he},_e={pad:0,soft:null,mode:0},ve={min:_e,max:_e};function ye(e,t,n,r){return nt(n)?P(e,t,n):(_e.pad=n,_e.soft=r?0:null,_e.mode=r?3:0,P(e,t,ve))}function N(e,t){return e??t}function be(e,t,n){for(t=N(t,0),n=N(n,e.length-1);t<=n;){if(e[t]!=null)return!0;t++}return!1}function P(e,t,n){let r=n.min,i=n.max,a=N(r.pad,0),o=N(i.pad,0),s=N(r.hard,-R),c=N(i.hard,R),l=N(r.soft,R),u=N(i.soft,-R),d=N(r.mode,0),f=N(i.mode,0),p=t-e,m=Ae(p),h=De(Ce(e),Ce(t)),g=Ae(h),_=Ce(g-m);(p<1e-24||_>10)&&(p=0,(e==0||t==0)&&(p=1e-24,d==2&&l!=R&&(a=0),f==2&&u!=-R&&(o=0)));let v=p||h||1e3,y=Ae(v),b=Oe(10,L(y)),x=H(V(e-v*(p==0?e==0?.1:1:a),b/10),24),S=e>=l&&(d==1||d==3&&x<=l||d==2&&x>=l)?l:R,C=De(s,x<S&&e>=S?S:Ee(S,x)),w=H(Ge(t+v*(p==0?t==0?.1:1:o),b/10),24),T=t<=u&&(f==1||f==3&&w>=u||f==2&&w<=u)?u:-R,E=Ee(c,w>T&&t<=T?T:De(T,w));return C==E&&C==0&&(E=100),[C,E]}let xe=new Intl.NumberFormat(_?b.language:`en-US`),F=e=>xe.format(e),I=Math,Se=I.PI,Ce=I.abs,L=I.floor,we=I.round,Te=I.ceil,Ee=I.min,De=I.max,Oe=I.pow,ke=I.sign,Ae=I.log10,je=I.log2,Me=(e,t=1)=>I.sinh(e)*t,Ne=(e,t=1)=>I.asinh(e/t),R=1/0;function Pe(e){return(Ae((e^e>>31)-(e>>31))|0)+1}function Fe(e,t,n){return Ee(De(e,t),n)}function Ie(e){return typeof e==`function`}function z(e){return Ie(e)?e:()=>e}let Le=()=>{},B=e=>e,Re=(e,t)=>t,ze=e=>null,Be=e=>!0,Ve=(e,t)=>e==t,He=/\\.\\d*?(?=9{6,}|0{6,})/gm,Ue=e=>{if($e(e)||Ke.has(e))return e;let t=`${e}`,n=t.match(He);if(n==null)return e;let r=n[0].length-1;if(t.indexOf(`e-`)!=-1){let[e,n]=t.split(`e`);return+`${Ue(e)}e${n}`}return H(e,r)};function We(e,t){return Ue(H(Ue(e/t))*t)}function Ge(e,t){return Ue(Te(Ue(e/t))*t)}function V(e,t){return Ue(L(Ue(e/t))*t)}function H(e,t=0){if($e(e))return e;let n=10**t,r=e*n*(1+2**-52);return we(r)/n}let Ke=/* @__PURE__ */ new Map;function qe(e){return((``+e).split(`.`)[1]||``).length}function Je(e,t,n,r){let i=[],a=r.map(qe);for(let o=t;o<n;o++){let t=Ce(o),n=H(Oe(e,o),t);for(let s=0;s<r.length;s++){let c=e==10?+`${r[s]}e${o}`:r[s]*n,l=(o>=0?0:t)+(o>=a[s]?0:a[s]),u=e==10?c:H(c,l);i.push(u),Ke.set(u,l)}}return i}let Ye={},Xe=[],Ze=[null,null],Qe=Array.isArray,$e=Number.isInteger,et=e=>e===void 0;function tt(e){return typeof e==`string`}function nt(e){let t=!1;if(e!=null){let n=e.constructor;t=n==null||n==Object}return t}function rt(e){return typeof e==`object`&&!!e}let it=Object.getPrototypeOf(Uint8Array),at=`__proto__`;function ot(e,t=nt){let n;if(Qe(e)){let r=e.find(e=>e!=null);if(Qe(r)||t(r)){n=Array(e.length);for(let r=0;r<e.length;r++)n[r]=ot(e[r],t)}else n=e.slice()}else if(e instanceof it)n=e.slice();else if(t(e)){n={};for(let r in e)r!=at&&(n[r]=ot(e[r],t))}else n=e;return n}function st(e){let t=arguments;for(let n=1;n<t.length;n++){let r=t[n];for(let t in r)t!=at&&(nt(e[t])?st(e[t],ot(r[t])):e[t]=ot(r[t]))}return e}function ct(e,t,n){for(let r=0,i,a=-1;r<t.length;r++){let o=t[r];if(o>a){for(i=o-1;i>=0&&e[i]==null;)e[i--]=null;for(i=o+1;i<n&&e[i]==null;)e[a=i++]=null}}}function lt(e,t){if(U(e)){let t=e[0].slice();for(let n=1;n<e.length;n++)t.push(...e[n].slice(1));return ft(t[0])||(t=dt(t)),t}let n=/* @__PURE__ */ new Set;for(let t=0;t<e.length;t++){let r=e[t][0],i=r.length;for(let e=0;e<i;e++)n.add(r[e])}let r=[Array.from(n).sort((e,t)=>e-t)],i=r[0].length,a=/* @__PURE__ */ new Map;for(let e=0;e<i;e++)a.set(r[0][e],e);for(let n=0;n<e.length;n++){let o=e[n],s=o[0];for(let e=1;e<o.length;e++){let c=o[e],l=Array(i).fill(void 0),u=t?t[n][e]:1,d=[];for(let e=0;e<c.length;e++){let t=c[e],n=a.get(s[e]);t===null?u!=0&&(l[n]=t,u==2&&d.push(n)):l[n]=t}ct(l,d,i),r.push(l)}}return r}let ut=typeof queueMicrotask>`u`?e=>Promise.resolve().then(e):queueMicrotask;function dt(e){let t=e[0],n=t.length,r=Array(n);for(let e=0;e<r.length;e++)r[e]=e;r.sort((e,n)=>t[e]-t[n]);let i=[];for(let t=0;t<e.length;t++){let a=e[t],o=Array(n);for(let e=0;e<n;e++)o[e]=a[r[e]];i.push(o)}return i}function U(e){let t=e[0][0],n=t.length;for(let r=1;r<e.length;r++){let i=e[r][0];if(i.length!=n)return!1;if(i!=t){for(let e=0;e<n;e++)if(i[e]!=t[e])return!1}}return!0}function ft(e,t=100){let n=e.length;if(n<=1)return!0;let r=0,i=n-1;for(;r<=i&&e[r]==null;)r++;for(;i>=r&&e[i]==null;)i--;if(i<=r)return!0;let a=De(1,L((i-r+1)/t));for(let t=e[r],n=r+a;n<=i;n+=a){let r=e[n];if(r!=null){if(r<=t)return!1;t=r}}return!0}let pt=[`January`,`February`,`March`,`April`,`May`,`June`,`July`,`August`,`September`,`October`,`November`,`December`],mt=[`Sunday`,`Monday`,`Tuesday`,`Wednesday`,`Thursday`,`Friday`,`Saturday`];function ht(e){return e.slice(0,3)}let gt=mt.map(ht),_t={MMMM:pt,MMM:pt.map(ht),WWWW:mt,WWW:gt};function vt(e){return(e<10?`0`:``)+e}function yt(e){return(e<10?`00`:e<100?`0`:``)+e}let bt={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+``).slice(2),MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>vt(e.getMonth()+1),M:e=>e.getMonth()+1,DD:e=>vt(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],HH:e=>vt(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.getHours()>=12?`PM`:`AM`,aa:e=>e.getHours()>=12?`pm`:`am`,a:e=>e.getHours()>=12?`p`:`a`,mm:e=>vt(e.getMinutes()),m:e=>e.getMinutes(),ss:e=>vt(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>yt(e.getMilliseconds())};function xt(e,t){t||=_t;let n=[],r=/\\{([a-z]+)\\}|[^{]+/gi,i;for(;i=r.exec(e);)n.push(i[0][0]==`{`?bt[i[1]]:i[0]);return e=>{let r=``;for(let i=0;i<n.length;i++)r+=typeof n[i]==`string`?n[i]:n[i](e,t);return r}}let St=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Ct(e,t){let n;return t==`UTC`||t==`Etc/UTC`?n=/* @__PURE__ */ new Date(+e+e.getTimezoneOffset()*6e4):t==St?n=e:(n=new Date(e.toLocaleString(`en-US`,{timeZone:t})),n.setMilliseconds(e.getMilliseconds())),n}let wt=e=>e%1==0,Tt=[1,2,2.5,5],Et=Je(10,-32,0,Tt),Dt=Je(10,0,32,Tt),Ot=Dt.filter(wt),kt=Et.concat(Dt),At=`{YYYY}`,jt=`\n`+At,Mt=`{M}/{D}`,Nt=`\n`+Mt,Pt=Nt+`/{YY}`,W=`{aa}`,G=`{h}:{mm}`+W,Ft=`\n`+G,It=`:{ss}`;function Lt(e){let t=e*1e3,n=t*60,r=n*60,i=r*24,a=i*30,o=i*365,s=(e==1?Je(10,0,3,Tt).filter(wt):Je(10,-3,0,Tt)).concat([t,t*5,t*10,t*15,t*30,n,n*5,n*10,n*15,n*30,r,r*2,r*3,r*4,r*6,r*8,r*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,a,a*2,a*3,a*4,a*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),c=[[o,At,null,null,null,null,null,null,1],[i*28,`{MMM}`,jt,null,null,null,null,null,1],[i,Mt,jt,null,null,null,null,null,1],[r,`{h}`+W,Pt,null,Nt,null,null,null,1],[n,G,Pt,null,Nt,null,null,null,1],[t,It,Pt+` `+G,null,Nt+` `+G,null,Ft,null,1],[e,It+`.{fff}`,Pt+` `+G,null,Nt+` `+G,null,Ft,null,1]];function l(t){return(s,c,l,u,d,f)=>{let p=[],m=d>=o,h=d>=a&&d<o,g=t(l),_=H(g*e,3),v=qt(g.getFullYear(),m?0:g.getMonth(),h||m?1:g.getDate()),y=H(v*e,3);if(h||m){let n=h?d/a:0,r=m?d/o:0,i=_==y?_:H(qt(v.getFullYear()+r,v.getMonth()+n,1)*e,3),s=new Date(we(i/e)),c=s.getFullYear(),l=s.getMonth();for(let a=0;i<=u;a++){let o=qt(c+r*a,l+n*a,1),s=o-t(H(o*e,3));i=H((+o+s)*e,3),i<=u&&p.push(i)}}else{let a=d>=i?i:d,o=y+(L(l)-L(_))+Ge(_-y,a);p.push(o);let m=t(o),h=m.getHours()+m.getMinutes()/n+m.getSeconds()/r,g=d/r,v=f/s.axes[c]._space;for(;o=H(o+d,e==1?0:3),!(o>u);)if(g>1){let e=L(H(h+g,6))%24,n=t(o).getHours()-e;n>1&&(n=-1),o-=n*r,h=(h+g)%24;let i=p[p.length-1];H((o-i)/d,3)*v>=.7&&p.push(o)}else p.push(o)}return p}}return[s,c,l]}let[Rt,zt,Bt]=Lt(1),[Vt,Ht,Ut]=Lt(.001);Je(2,-53,53,[1]);function Wt(e,t){return e.map(e=>e.map((n,r)=>r==0||r==8||n==null?n:t(r==1||e[8]==0?n:e[1]+n)))}function Gt(e,t){return(n,r,i,a,o)=>{let s=t.find(e=>o>=e[0])||t[t.length-1],c,l,u,d,f,p;return r.map(t=>{let n=e(t),r=n.getFullYear(),i=n.getMonth(),a=n.getDate(),o=n.getHours(),m=n.getMinutes(),h=n.getSeconds(),g=r!=c&&s[2]||i!=l&&s[3]||a!=u&&s[4]||o!=d&&s[5]||m!=f&&s[6]||h!=p&&s[7]||s[1];return c=r,l=i,u=a,d=o,f=m,p=h,g(n)})}}function Kt(e,t){let n=xt(t);return(t,r,i,a,o)=>r.map(t=>n(e(t)))}function qt(e,t,n){return new Date(e,t,n)}function Jt(e,t){return t(e)}function Yt(e,t){return(n,r,i,a)=>a==null?`--`:t(e(r))}function Xt(e,t){let n=e.series[t];return n.width?n.stroke(e,t):n.points.width?n.points.stroke(e,t):null}function Zt(e,t){return e.series[t].fill(e,t)}let Qt={show:!0,live:!0,isolate:!1,mount:Le,markers:{show:!0,width:2,stroke:Xt,fill:Zt,dash:`solid`},idx:null,idxs:null,values:[]};function $t(e,t){let i=e.cursor.points,a=O(),o=i.size(e,t);E(a,n,o),E(a,r,o);let s=o/-2;E(a,`marginLeft`,s),E(a,`marginTop`,s);let c=i.width(e,t,o);return c&&E(a,`borderWidth`,c),a}function en(e,t){let n=e.series[t].points;return n._fill||n._stroke}function tn(e,t){let n=e.series[t].points;return n._stroke||n._fill}function nn(e,t){return e.series[t].points.size}let rn=[0,0];function an(e,t,n){return rn[0]=t,rn[1]=n,rn}function on(e,t,n,r=!0){return e=>{e.button!=0||r&&e.target!=t||n(e)}}function sn(e,t,n,r=!0){return e=>{r&&e.target!=t||n(e)}}let cn={show:!0,x:!0,y:!0,lock:!1,move:an,points:{one:!1,show:$t,size:nn,width:0,stroke:tn,fill:en},bind:{mousedown:on,mouseup:on,click:on,dblclick:on,mousemove:sn,mouseleave:sn,mouseenter:sn},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,n,r,i)=>r-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},ln={show:!0,stroke:`rgba(0,0,0,0.07)`,width:2},un=st({},ln,{filter:Re}),dn=st({},un,{size:10}),fn=st({},ln,{show:!1}),pn=`12px system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, \"Noto Sans\", sans-serif, \"Apple Color Emoji\", \"Segoe UI Emoji\", \"Segoe UI Symbol\", \"Noto Color Emoji\"`,mn=`bold `+pn,hn=1.5,gn={show:!0,scale:`x`,stroke:s,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:mn,side:2,grid:un,ticks:dn,border:fn,font:pn,lineGap:hn,rotate:0},_n={show:!0,scale:`x`,auto:!1,sorted:1,min:R,max:-1/0,idxs:[]};function vn(e,t,n,r,i){return t.map(e=>e==null?``:F(e))}function yn(e,t,n,r,i,a,o){let s=[],c=Ke.get(i)||0;n=o?n:H(Ge(n,i),c);for(let e=n;e<=r;e=H(e+i,c))s.push(Object.is(e,-0)?0:e);return s}function bn(e,t,n,r,i,a,o){let s=[],c=e.scales[e.axes[t].scale].log,l=L((c==10?Ae:je)(n));i=Oe(c,l),c==10&&(i=kt[ue(i,kt)]);let u=n,d=i*c;c==10&&(d=kt[ue(d,kt)]);do s.push(u),u+=i,c==10&&!Ke.has(u)&&(u=H(u,Ke.get(i))),u>=d&&(i=u,d=i*c,c==10&&(d=kt[ue(d,kt)]));while(u<=r);return s}function xn(e,t,n,r,i,a,o){let s=e.scales[e.axes[t].scale].asinh,c=r>s?bn(e,t,De(s,n),r,i):[s],l=r>=0&&n<=0?[0]:[];return(n<-s?bn(e,t,De(s,-r),-n,i):[s]).reverse().map(e=>-e).concat(l,c)}let Sn=/./,Cn=/[12357]/,wn=/[125]/,Tn=/1/,En=(e,t,n,r)=>e.map((e,i)=>t==4&&e==0||i%r==0&&n.test(e.toExponential()[+(e<0)])?e:null);function Dn(e,t,n,r,i){let a=e.axes[n],o=a.scale,s=e.scales[o],c=e.valToPos,l=a._space,u=c(10,o),d=c(9,o)-u>=l?Sn:c(7,o)-u>=l?Cn:c(5,o)-u>=l?wn:Tn;if(d==Tn){let e=Ce(c(1,o)-u);if(e<l)return En(t.slice().reverse(),s.distr,d,Te(l/e)).reverse()}return En(t,s.distr,d,1)}function On(e,t,n,r,i){let a=e.axes[n],o=a.scale,s=a._space,c=e.valToPos,l=Ce(c(1,o)-c(2,o));return l<s?En(t.slice().reverse(),3,Sn,Te(s/l)).reverse():t}function kn(e,t,n,r){return r==null?`--`:t==null?``:F(t)}let An={show:!0,scale:`y`,stroke:s,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:mn,side:3,grid:un,ticks:dn,border:fn,font:pn,lineGap:hn,rotate:0};function jn(e,t){return H((3+(e||1)*2)*t,3)}function Mn(e,t){let{scale:n,idxs:r}=e.series[0],i=e._data[0],a=e.valToPos(i[r[0]],n,!0),o=e.valToPos(i[r[1]],n,!0),s=Ce(o-a)/(e.series[t].points.space*x);return r[1]-r[0]<=s}let Nn={scale:null,auto:!0,sorted:0,min:R,max:-1/0},Pn=(e,t,n,r,i)=>i,Fn={show:!0,auto:!0,sorted:0,gaps:Pn,alpha:1,facets:[st({},Nn,{scale:`x`}),st({},Nn,{scale:`y`})]},In={scale:`y`,auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Pn,alpha:1,points:{show:Mn,filter:null},values:null,min:R,max:-1/0,idxs:[],path:null,clip:null};function Ln(e,t,n,r,i){return n/10}let Rn={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},zn=st({},Rn,{time:!1,ori:1}),Bn={};function Vn(e,t){let n=Bn[e];return n||(n={key:e,plots:[],sub(e){n.plots.push(e)},unsub(e){n.plots=n.plots.filter(t=>t!=e)},pub(e,t,r,i,a,o,s){for(let c=0;c<n.plots.length;c++)n.plots[c]!=t&&n.plots[c].pub(e,t,r,i,a,o,s)}},e!=null&&(Bn[e]=n)),n}function Hn(e,t,n){let r=e.mode,i=e.series[t],a=r==2?e._data[t]:e._data,o=e.scales,s=e.bbox,c=a[0],l=r==2?a[1]:a[t],u=r==2?o[i.facets[0].scale]:o[e.series[0].scale],d=r==2?o[i.facets[1].scale]:o[i.scale],f=s.left,p=s.top,m=s.width,h=s.height,g=e.valToPosH,_=e.valToPosV;return u.ori==0?n(i,c,l,u,d,g,_,f,p,m,h,Zn,K,J,er,nr):n(i,c,l,u,d,_,g,p,f,h,m,Qn,q,$n,tr,rr)}function Un(e,t){let n=0,r=0,i=N(e.bands,Xe);for(let e=0;e<i.length;e++){let a=i[e];a.series[0]==t?n=a.dir:a.series[1]==t&&(a.dir==1?r|=1:r|=2)}return[n,r==1?-1:r==2?1:r==3?2:0]}function Wn(e,t,n,r,i){let a=e.mode,o=e.series[t],s=a==2?o.facets[1].scale:o.scale,c=e.scales[s];return i==-1?c.min:i==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function Gn(e,t,n,r,i,a){return Hn(e,t,(e,t,o,s,c,l,u,d,f,p,m)=>{let h=e.pxRound,g=s.dir*(s.ori==0?1:-1),_=s.ori==0?K:q,v,y;g==1?(v=n,y=r):(v=r,y=n);let b=h(l(t[v],s,p,d)),x=h(u(o[v],c,m,f)),S=h(l(t[y],s,p,d)),C=h(u(a==1?c.max:c.min,c,m,f)),w=new Path2D(i);return _(w,S,C),_(w,b,C),_(w,b,x),w})}function Kn(e,t,n,r,i,a){let o=null;if(e.length>0){o=new Path2D;let s=t==0?J:$n,c=n;for(let t=0;t<e.length;t++){let n=e[t];if(n[1]>n[0]){let e=n[0]-c;e>0&&s(o,c,r,e,r+a),c=n[1]}}let l=n+i-c;l>0&&s(o,c,r-5,l,r+a+10)}return o}function qn(e,t,n){let r=e[e.length-1];r&&r[0]==t?r[1]=n:e.push([t,n])}function Jn(e,t,n,r,i,a,o){let s=[],c=e.length;for(let l=i==1?n:r;l>=n&&l<=r;l+=i)if(t[l]===null){let u=l,d=l;if(i==1)for(;++l<=r&&t[l]===null;)d=l;else for(;--l>=n&&t[l]===null;)d=l;let f=a(e[u]),p=d==u?f:a(e[d]),m=u-i;f=o<=0&&m>=0&&m<c?a(e[m]):f;let h=d+i;p=o>=0&&h>=0&&h<c?a(e[h]):p,p>=f&&s.push([f,p])}return s}function Yn(e){return e==0?B:e==1?we:t=>We(t,e)}function Xn(e){let t=e==0?Zn:Qn,n=e==0?(e,t,n,r,i,a)=>{e.arcTo(t,n,r,i,a)}:(e,t,n,r,i,a)=>{e.arcTo(n,t,i,r,a)},r=e==0?(e,t,n,r,i)=>{e.rect(t,n,r,i)}:(e,t,n,r,i)=>{e.rect(n,t,i,r)};return(e,i,a,o,s,c=0,l=0)=>{c==0&&l==0?r(e,i,a,o,s):(c=Ee(c,o/2,s/2),l=Ee(l,o/2,s/2),t(e,i+c,a),n(e,i+o,a,i+o,a+s,c),n(e,i+o,a+s,i,a+s,l),n(e,i,a+s,i,a,l),n(e,i,a,i+o,a,c),e.closePath())}}let Zn=(e,t,n)=>{e.moveTo(t,n)},Qn=(e,t,n)=>{e.moveTo(n,t)},K=(e,t,n)=>{e.lineTo(t,n)},q=(e,t,n)=>{e.lineTo(n,t)},J=Xn(0),$n=Xn(1),er=(e,t,n,r,i,a)=>{e.arc(t,n,r,i,a)},tr=(e,t,n,r,i,a)=>{e.arc(n,t,r,i,a)},nr=(e,t,n,r,i,a,o)=>{e.bezierCurveTo(t,n,r,i,a,o)},rr=(e,t,n,r,i,a,o)=>{e.bezierCurveTo(n,t,i,r,o,a)};function ir(e){return(e,t,n,r,i)=>Hn(e,t,(t,a,o,s,c,l,u,d,f,p,m)=>{let{pxRound:h,points:g}=t,_,v;s.ori==0?(_=Zn,v=er):(_=Qn,v=tr);let y=H(g.width*x,3),b=(g.size-g.width)/2*x,S=H(b*2,3),C=new Path2D,w=new Path2D,{left:T,top:E,width:D,height:O}=e.bbox;J(w,T-S,E-S,D+S*2,O+S*2);let ee=e=>{if(o[e]!=null){let t=h(l(a[e],s,p,d)),n=h(u(o[e],c,m,f));_(C,t+b,n),v(C,t,n,b,0,Se*2)}};if(i)i.forEach(ee);else for(let e=n;e<=r;e++)ee(e);return{stroke:y>0?C:null,fill:C,clip:w,flags:3}})}function ar(e){return(t,n,r,i,a,o)=>{r!=i&&(a!=r&&o!=r&&e(t,n,r),a!=i&&o!=i&&e(t,n,i),e(t,n,o))}}let or=ar(K),sr=ar(q);function cr(e){let t=N(e?.alignGaps,0);return(e,n,r,i)=>Hn(e,n,(a,o,s,c,l,u,d,f,p,m,h)=>{[r,i]=j(s,r,i);let g=a.pxRound,_=e=>g(u(e,c,m,f)),v=e=>g(d(e,l,h,p)),y,b;c.ori==0?(y=K,b=or):(y=q,b=sr);let x=c.dir*(c.ori==0?1:-1),S={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:1},C=S.stroke,w=!1;if(i-r>=m*4){let t=t=>e.posToVal(t,c.key,!0),n=null,a=null,l,u,d,f=_(o[x==1?r:i]),p=_(o[r]),m=_(o[i]),h=t(x==1?p+1:m-1);for(let e=x==1?r:i;e>=r&&e<=i;e+=x){let r=o[e],i=(x==1?r<h:r>h)?f:_(r),c=s[e];i==f?c==null?c===null&&(w=!0):(u=c,n==null?(y(C,i,v(u)),l=n=a=u):u<n?n=u:u>a&&(a=u)):(n!=null&&b(C,f,v(n),v(a),v(l),v(u)),c==null?(n=a=null,c===null&&(w=!0)):(u=c,y(C,i,v(u)),n=a=l=u),f=i,h=t(f+x))}n!=null&&n!=a&&d!=f&&b(C,f,v(n),v(a),v(l),v(u))}else for(let e=x==1?r:i;e>=r&&e<=i;e+=x){let t=s[e];t===null?w=!0:t!=null&&y(C,_(o[e]),v(t))}let[T,E]=Un(e,n);if(a.fill!=null||T!=0){let t=S.fill=new Path2D(C),s=v(a.fillTo(e,n,a.min,a.max,T)),c=_(o[r]),l=_(o[i]);x==-1&&([l,c]=[c,l]),y(t,l,s),y(t,c,s)}if(!a.spanGaps){let l=[];w&&l.push(...Jn(o,s,r,i,x,_,t)),S.gaps=l=a.gaps(e,n,r,i,l),S.clip=Kn(l,c.ori,f,p,m,h)}return E!=0&&(S.band=E==2?[Gn(e,n,r,i,C,-1),Gn(e,n,r,i,C,1)]:Gn(e,n,r,i,C,E)),S})}function lr(e){let t=N(e.align,1),n=N(e.ascDesc,!1),r=N(e.alignGaps,0),i=N(e.extend,!1);return(e,a,o,s)=>Hn(e,a,(c,l,u,d,f,p,m,h,g,_,v)=>{[o,s]=j(u,o,s);let y=c.pxRound,{left:b,width:S}=e.bbox,C=e=>y(p(e,d,_,h)),w=e=>y(m(e,f,v,g)),T=d.ori==0?K:q,E={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:1},D=E.stroke,O=d.dir*(d.ori==0?1:-1),ee=w(u[O==1?o:s]),te=C(l[O==1?o:s]),ne=te,re=te;i&&t==-1&&(re=b,T(D,re,ee)),T(D,te,ee);for(let e=O==1?o:s;e>=o&&e<=s;e+=O){let n=u[e];if(n==null)continue;let r=C(l[e]),i=w(n);t==1?T(D,r,ee):T(D,ne,i),T(D,r,i),ee=i,ne=r}let ie=ne;i&&t==1&&(ie=b+S,T(D,ie,ee));let[ae,oe]=Un(e,a);if(c.fill!=null||ae!=0){let t=E.fill=new Path2D(D),n=w(c.fillTo(e,a,c.min,c.max,ae));T(t,ie,n),T(t,re,n)}if(!c.spanGaps){let i=[];i.push(...Jn(l,u,o,s,O,C,r));let f=c.width*x/2,p=n||t==1?f:-f,m=n||t==-1?-f:f;i.forEach(e=>{e[0]+=p,e[1]+=m}),E.gaps=i=c.gaps(e,a,o,s,i),E.clip=Kn(i,d.ori,h,g,_,v)}return oe!=0&&(E.band=oe==2?[Gn(e,a,o,s,D,-1),Gn(e,a,o,s,D,1)]:Gn(e,a,o,s,D,oe)),E})}function ur(e,t,n,r,i,a,o=R){if(e.length>1){let s=null;for(let c=0,l=1/0;c<e.length;c++)if(t[c]!==void 0){if(s!=null){let t=Ce(e[c]-e[s]);t<l&&(l=t,o=Ce(n(e[c],r,i,a)-n(e[s],r,i,a)))}s=c}}return o}function dr(e){e||=Ye;let t=N(e.size,[.6,R,1]),n=e.align||0,r=e.gap||0,i=e.radius;i=i==null?[0,0]:typeof i==`number`?[i,0]:i;let a=z(i),o=1-t[0],s=N(t[1],R),c=N(t[2],1),l=N(e.disp,Ye),u=N(e.each,e=>{}),{fill:d,stroke:f}=l;return(e,t,i,p)=>Hn(e,t,(m,h,g,_,v,y,b,S,C,w,T)=>{let E=m.pxRound,D=n,O=r*x,ee=s*x,te=c*x,ne,re;_.ori==0?[ne,re]=a(e,t):[re,ne]=a(e,t);let ie=_.dir*(_.ori==0?1:-1),ae=_.ori==0?J:$n,oe=_.ori==0?u:(e,t,n,r,i,a,o)=>{u(e,t,n,i,r,o,a)},se=N(e.bands,Xe).find(e=>e.series[0]==t),ce=se==null?0:se.dir,le=m.fillTo(e,t,m.min,m.max,ce),ue=E(b(le,v,T,C)),k,A,de,j=w,M=E(m.width*x),fe=!1,pe=null,me=null,he=null,ge=null;d!=null&&(M==0||f!=null)&&(fe=!0,pe=d.values(e,t,i,p),me=/* @__PURE__ */ new Map,new Set(pe).forEach(e=>{e!=null&&me.set(e,new Path2D)}),M>0&&(he=f.values(e,t,i,p),ge=/* @__PURE__ */ new Map,new Set(he).forEach(e=>{e!=null&&ge.set(e,new Path2D)})));let{x0:_e,size:ve}=l;if(_e!=null&&ve!=null){D=1,h=_e.values(e,t,i,p),_e.unit==2&&(h=h.map(t=>e.posToVal(S+t*w,_.key,!0)));let n=ve.values(e,t,i,p);A=ve.unit==2?n[0]*w:y(n[0],_,w,S)-y(0,_,w,S),j=ur(h,g,y,_,w,S,j),de=j-A+O}else j=ur(h,g,y,_,w,S,j),de=j*o+O,A=j-de;de<1&&(de=0),M>=A/2&&(M=0),de<5&&(E=B);let ye=de>0,be=j-de-(ye?M:0);A=E(Fe(be,te,ee)),k=(D==0?A/2:D==ie?0:A)-D*ie*((D==0?O/2:0)+(ye?M/2:0));let P={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},xe=fe?null:new Path2D,F=null;if(se!=null)F=e.data[se.series[1]];else{let{y0:n,y1:r}=l;n!=null&&r!=null&&(g=r.values(e,t,i,p),F=n.values(e,t,i,p))}let I=ne*A,Se=re*A;for(let n=ie==1?i:p;n>=i&&n<=p;n+=ie){let r=g[n];if(r==null)continue;if(F!=null){let e=F[n]??0;if(r-e==0)continue;ue=b(e,v,T,C)}let i=y(_.distr!=2||l!=null?h[n]:n,_,w,S),a=b(N(r,le),v,T,C),o=E(i-k),s=E(De(a,ue)),c=E(Ee(a,ue)),u=s-c;if(r!=null){let i=r<0?Se:I,a=r<0?I:Se;fe?(M>0&&he[n]!=null&&ae(ge.get(he[n]),o,c+L(M/2),A,De(0,u-M),i,a),pe[n]!=null&&ae(me.get(pe[n]),o,c+L(M/2),A,De(0,u-M),i,a)):ae(xe,o,c+L(M/2),A,De(0,u-M),i,a),oe(e,t,n,o-M/2,c,A+M,u)}}return M>0?P.stroke=fe?ge:xe:fe||(P._fill=m.width==0?m._fill:m._stroke??m._fill,P.width=0),P.fill=fe?me:xe,P})}function fr(e,t){let n=N(t?.alignGaps,0);return(t,r,i,a)=>Hn(t,r,(o,s,c,l,u,d,f,p,m,h,g)=>{[i,a]=j(c,i,a);let _=o.pxRound,v=e=>_(d(e,l,h,p)),y=e=>_(f(e,u,g,m)),b,x,S;l.ori==0?(b=Zn,S=K,x=nr):(b=Qn,S=q,x=rr);let C=l.dir*(l.ori==0?1:-1),w=v(s[C==1?i:a]),T=w,E=[],D=[];for(let e=C==1?i:a;e>=i&&e<=a;e+=C)if(c[e]!=null){let t=s[e],n=v(t);E.push(T=n),D.push(y(c[e]))}let O={stroke:e(E,D,b,S,x,_),fill:null,clip:null,band:null,gaps:null,flags:1},ee=O.stroke,[te,ne]=Un(t,r);if(o.fill!=null||te!=0){let e=O.fill=new Path2D(ee),n=y(o.fillTo(t,r,o.min,o.max,te));S(e,T,n),S(e,w,n)}if(!o.spanGaps){let e=[];e.push(...Jn(s,c,i,a,C,v,n)),O.gaps=e=o.gaps(t,r,i,a,e),O.clip=Kn(e,l.ori,p,m,h,g)}return ne!=0&&(O.band=ne==2?[Gn(t,r,i,a,ee,-1),Gn(t,r,i,a,ee,1)]:Gn(t,r,i,a,ee,ne)),O})}function pr(e){return fr(mr,e)}function mr(e,t,n,r,i,a){let o=e.length;if(o<2)return null;let s=new Path2D;if(n(s,e[0],t[0]),o==2)r(s,e[1],t[1]);else{let n=Array(o),r=Array(o-1),a=Array(o-1),c=Array(o-1);for(let n=0;n<o-1;n++)a[n]=t[n+1]-t[n],c[n]=e[n+1]-e[n],r[n]=a[n]/c[n];n[0]=r[0];for(let e=1;e<o-1;e++)r[e]===0||r[e-1]===0||r[e-1]>0!=r[e]>0?n[e]=0:(n[e]=3*(c[e-1]+c[e])/((2*c[e]+c[e-1])/r[e-1]+(c[e]+2*c[e-1])/r[e]),isFinite(n[e])||(n[e]=0));n[o-1]=r[o-2];for(let r=0;r<o-1;r++)i(s,e[r]+c[r]/3,t[r]+n[r]*c[r]/3,e[r+1]-c[r]/3,t[r+1]-n[r+1]*c[r]/3,e[r+1],t[r+1])}return s}let hr=/* @__PURE__ */ new Set;function gr(){for(let e of hr)e.syncRect(!0)}_&&(ce(`resize`,y,gr),ce(`scroll`,y,gr,!0),ce(g,y,()=>{Mr.pxRatio=x}));let _r=cr(),vr=ir();function yr(e,t,n,r){return(r?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((e,r)=>xr(e,r,t,n))}function br(e,t){return e.map((e,n)=>n==0?{}:st({},t,e))}function xr(e,t,n,r){return st({},t==0?n:r,e)}function Sr(e,t,n){return t==null?Ze:[t,n]}let Cr=Sr;function wr(e,t,n){return t==null?Ze:ye(t,n,he,!0)}function Tr(e,t,n,r){return t==null?Ze:pe(t,n,e.scales[r].log,!1)}let Er=Tr;function Dr(e,t,n,r){return t==null?Ze:me(t,n,e.scales[r].log,!1)}let Or=Dr;function kr(e,t,n,r,i){let a=De(Pe(e),Pe(t)),o=t-e,s=ue(i/r*o,n);do{let e=n[s],t=r*e/o;if(t>=i&&a+(e<5?Ke.get(e):0)<=17)return[e,t]}while(++s<n.length);return[0,0]}function Ar(e){let t,n;return e=e.replace(/(\\d+)px/,(e,r)=>(t=we((n=+r)*x))+`px`),[e,t,n]}function jr(e){e.show&&[e.font,e.labelFont].forEach(e=>{let t=H(e[2]*x,1);e[0]=e[0].replace(/[0-9.]+px/,t+`px`),e[1]=t})}function Mr(s,h,_){let b={mode:N(s.mode,1)},S=b.mode;function C(e,t,n,r){let i=t.valToPct(e);return r+n*(t.dir==-1?1-i:i)}function ee(e,t,n,r){let i=t.valToPct(e);return r+n*(t.dir==-1?i:1-i)}function ne(e,t,n,r){return t.ori==0?C(e,t,n,r):ee(e,t,n,r)}b.valToPosH=C,b.valToPosV=ee;let ie=!1;b.status=0;let oe=b.root=O(`uplot`);if(s.id!=null&&(oe.id=s.id),w(oe,s.class),s.title){let e=O(`u-title`,oe);e.textContent=s.title}let se=D(`canvas`),k=b.ctx=se.getContext(`2d`),A=O(`u-wrap`,oe);ce(`click`,A,e=>{e.target===j&&(X!=li||Z!=ui)&&pi.click(b,e)},!0);let de=b.under=O(`u-under`,A);A.appendChild(se);let j=b.over=O(`u-over`,A);s=ot(s);let M=+N(s.pxAlign,1),_e=Yn(M);(s.plugins||[]).forEach(e=>{e.opts&&(s=e.opts(b,s)||s)});let ve=s.ms||.001,P=b.series=S==1?yr(s.series||[],_n,In,!1):br(s.series||[null],Fn),xe=b.axes=yr(s.axes||[],gn,An,!0),F=b.scales={},I=b.bands=s.bands||[];I.forEach(e=>{e.fill=z(e.fill||null),e.dir=N(e.dir,-1)});let L=S==2?P[1].facets[0].scale:P[0].scale,ke={axes:qr,series:Ir},je=(s.drawOrder||[`axes`,`series`]).map(e=>ke[e]);function Pe(e){let t=e.distr==3?t=>Ae(t>0?t:e.clamp(b,t,e.min,e.max,e.key)):e.distr==4?t=>Ne(t,e.asinh):e.distr==100?t=>e.fwd(t):e=>e;return n=>{let r=t(n),{_min:i,_max:a}=e,o=a-i;return(r-i)/o}}function Le(e){let t=F[e];if(t==null){let n=(s.scales||Ye)[e]||Ye;if(n.from!=null){Le(n.from);let t=st({},F[n.from],n,{key:e});t.valToPct=Pe(t),F[e]=t}else{t=F[e]=st({},e==L?Rn:zn,n),t.key=e;let r=t.time,i=t.range,a=Qe(i);if((e!=L||S==2&&!r)&&(a&&(i[0]==null||i[1]==null)&&(i={min:i[0]==null?ge:{mode:1,hard:i[0],soft:i[0]},max:i[1]==null?ge:{mode:1,hard:i[1],soft:i[1]}},a=!1),!a&&nt(i))){let e=i;i=(t,n,r)=>n==null?Ze:ye(n,r,e)}t.range=z(i||(r?Cr:e==L?t.distr==3?Er:t.distr==4?Or:Sr:t.distr==3?Tr:t.distr==4?Dr:wr)),t.auto=z(!a&&t.auto),t.clamp=z(t.clamp||Ln),t._min=t._max=null,t.valToPct=Pe(t)}}}Le(`x`),Le(`y`),S==1&&P.forEach(e=>{Le(e.scale)}),xe.forEach(e=>{Le(e.scale)});for(let e in s.scales)Le(e);let B=F[L],He=B.distr,Ue,Ge;B.ori==0?(w(oe,`u-hz`),Ue=C,Ge=ee):(w(oe,`u-vt`),Ue=ee,Ge=C);let V={};for(let e in F){let t=F[e];(t.min!=null||t.max!=null)&&(V[e]={min:t.min,max:t.max},t.min=t.max=null)}let Je=s.tzDate||(e=>new Date(we(e/ve))),$e=s.fmtDate||xt,it=ve==1?Bt(Je):Ut(Je),at=Gt(Je,Wt(ve==1?zt:Ht,$e)),ct=Yt(Je,Jt(`{YYYY}-{MM}-{DD} {h}:{mm}{aa}`,$e)),lt=[],dt=b.legend=st({},Qt,s.legend),U=b.cursor=st({},cn,{drag:{y:S==2}},s.cursor),ft=dt.show,pt=U.show,mt=dt.markers;dt.idxs=lt,mt.width=z(mt.width),mt.dash=z(mt.dash),mt.stroke=z(mt.stroke),mt.fill=z(mt.fill);let ht,gt,_t,vt=[],yt=[],bt,St=!1,Ct={};if(dt.live){let e=P[1]?P[1].values:null;St=e!=null,bt=St?e(b,1,0):{_:0};for(let e in bt)Ct[e]=`--`}if(ft){if(ht=D(`table`,`u-legend`,oe),_t=D(`tbody`,null,ht),dt.mount(b,ht),St){gt=D(`thead`,null,ht,_t);let e=D(`tr`,null,gt);for(var wt in D(`th`,null,e),bt)D(`th`,t,e).textContent=wt}else w(ht,`u-inline`),dt.live&&w(ht,`u-live`)}let Tt={show:!0},Et={show:!1};function Dt(n,r){if(r==0&&(St||!dt.live||S==2))return Ze;let i=[],a=D(`tr`,`u-series`,_t,_t.childNodes[r]);w(a,n.class),n.show||w(a,e);let o=D(`th`,null,a);if(mt.show){let e=O(`u-marker`,o);if(r>0){let t=mt.width(b,r);t&&(e.style.border=t+`px `+mt.dash(b,r)+` `+mt.stroke(b,r)),e.style.background=mt.fill(b,r)}}let s=O(t,o);for(var c in n.label instanceof HTMLElement?s.appendChild(n.label):s.textContent=n.label,r>0&&(mt.show||(s.style.color=n.width>0?mt.stroke(b,r):mt.fill(b,r)),jt(`click`,o,e=>{if(U._lock)return;Cn(e);let t=P.indexOf(n);if((e.ctrlKey||e.metaKey)!=dt.isolate){let e=P.some((e,n)=>n>0&&n!=t&&e.show);P.forEach((n,r)=>{r>0&&yi(r,e?r==t?Tt:Et:Tt,!0,ia.setSeries)})}else yi(t,{show:!n.show},!0,ia.setSeries)},!1),En&&jt(f,o,e=>{U._lock||(Cn(e),yi(P.indexOf(n),Di,!0,ia.setSeries))},!1)),bt){let e=D(`td`,`u-value`,a);e.textContent=`--`,i.push(e)}return[a,i]}let At=/* @__PURE__ */ new Map;function jt(e,t,n,r=!0){let i=At.get(t)||{},a=U.bind[e](b,t,n,r);a&&(ce(e,t,i[e]=a),At.set(t,i))}function Mt(e,t,n){let r=At.get(t)||{};for(let n in r)(e==null||n==e)&&(le(n,t,r[n]),delete r[n]);e??At.delete(t)}let Nt=0,Pt=0,W=0,G=0,Ft=0,It=0,Lt=Ft,qt=It,Xt=W,Zt=G,$t=0,en=0,tn=0,nn=0;b.bbox={};let rn=!1,an=!1,on=!1,sn=!1,ln=!1,un=!1;function dn(e,t,n){(n||e!=b.width||t!=b.height)&&fn(e,t),Jr(!1),on=!0,an=!0,$r()}function fn(e,t){b.width=Nt=W=e,b.height=Pt=G=t,Ft=It=0,hn(),Sn();let n=b.bbox;$t=n.left=We(Ft*x,.5),en=n.top=We(It*x,.5),tn=n.width=We(W*x,.5),nn=n.height=We(G*x,.5)}function pn(){let e=!1,t=0;for(;!e;){t++;let n=Gr(t),r=Kr(t);e=t==3||n&&r,e||(fn(b.width,b.height),an=!0)}}function mn({width:e,height:t}){dn(e,t)}b.setSize=mn;function hn(){let e=!1,t=!1,n=!1,r=!1;xe.forEach((i,a)=>{if(i.show&&i._show){let{side:a,_size:o}=i,s=a%2,c=o+(i.label==null?0:i.labelSize);c>0&&(s?(W-=c,a==3?(Ft+=c,r=!0):n=!0):(G-=c,a==0?(It+=c,e=!0):t=!0))}}),qn[0]=e,qn[1]=n,qn[2]=t,qn[3]=r,W-=Qn[1]+Qn[3],Ft+=Qn[3],G-=Qn[2]+Qn[0],It+=Qn[0]}function Sn(){let e=Ft+W,t=It+G,n=Ft,r=It;function i(i,a){switch(i){case 1:return e+=a,e-a;case 2:return t+=a,t-a;case 3:return n-=a,n+a;case 0:return r-=a,r+a}}xe.forEach((e,t)=>{if(e.show&&e._show){let t=e.side;e._pos=i(t,e._size),e.label!=null&&(e._lpos=i(t,e.labelSize))}})}if(U.dataIdx==null){let e=U.hover,t=e.skip=new Set(e.skip??[]);t.add(void 0);let n=e.prox=z(e.prox),r=e.bias??=0;U.dataIdx=(e,i,a,o)=>{if(i==0)return a;let s=a,c=n(e,i,a,o)??R,l=c>=0&&c<R,u=B.ori==0?W:G,d=U.left,f=h[0],p=h[i];if(t.has(p[a])){s=null;let e=null,n=null,i;if(r==0||r==-1)for(i=a;e==null&&i-->0;)t.has(p[i])||(e=i);if(r==0||r==1)for(i=a;n==null&&i++<p.length;)t.has(p[i])||(n=i);if(e!=null||n!=null){if(l){let t=e==null?-1/0:Ue(f[e],B,u,0),r=n==null?1/0:Ue(f[n],B,u,0),i=d-t,a=r-d;i<=a?i<=c&&(s=e):a<=c&&(s=n)}else s=n==null?e:e==null?n:a-e<=n-a?e:n}}else l&&Ce(d-Ue(f[a],B,u,0))>c&&(s=null);return s}}let Cn=e=>{U.event=e};U.idxs=lt,U._lock=!1;let wn=U.points;wn.show=z(wn.show),wn.size=z(wn.size),wn.stroke=z(wn.stroke),wn.width=z(wn.width),wn.fill=z(wn.fill);let Tn=b.focus=st({},s.focus||{alpha:.3},U.focus),En=Tn.prox>=0,Mn=En&&wn.one,Nn=[],Pn=[],Bn=[];function Hn(e,t){let n=wn.show(b,t);if(n instanceof HTMLElement)return w(n,`u-cursor-pt`),w(n,e.class),te(n,-10,-10,W,G),j.insertBefore(n,Nn[t]),n}function Un(e,t){if(S==1||t>0){let t=S==1&&F[e.scale].time,n=e.value;e.value=t?tt(n)?Yt(Je,Jt(n,$e)):n||ct:n||kn,e.label=e.label||(t?`Time`:`Value`)}if(Mn||t>0){e.width=e.width==null?1:e.width,e.paths=e.paths||_r||ze,e.fillTo=z(e.fillTo||Wn),e.pxAlign=+N(e.pxAlign,M),e.pxRound=Yn(e.pxAlign),e.stroke=z(e.stroke||null),e.fill=z(e.fill||null),e._stroke=e._fill=e._paths=e._focus=null;let t=jn(De(1,e.width),1),n=e.points=st({},{size:t,width:De(1,t*.2),stroke:e.stroke,space:t*2,paths:vr,_stroke:null,_fill:null},e.points);n.show=z(n.show),n.filter=z(n.filter),n.fill=z(n.fill),n.stroke=z(n.stroke),n.paths=z(n.paths),n.pxAlign=e.pxAlign}if(ft){let n=Dt(e,t);vt.splice(t,0,n[0]),yt.splice(t,0,n[1]),dt.values.push(null)}if(pt){lt.splice(t,0,null);let n=null;Mn?t==0&&(n=Hn(e,t)):t>0&&(n=Hn(e,t)),Nn.splice(t,0,n),Pn.splice(t,0,0),Bn.splice(t,0,0)}na(`addSeries`,t)}function Gn(e,t){t??=P.length,e=S==1?xr(e,t,_n,In):xr(e,t,{},Fn),P.splice(t,0,e),Un(P[t],t)}b.addSeries=Gn;function Kn(e){if(P.splice(e,1),ft){dt.values.splice(e,1),yt.splice(e,1);let t=vt.splice(e,1)[0];Mt(null,t.firstChild),t.remove()}pt&&(lt.splice(e,1),Nn.splice(e,1)[0].remove(),Pn.splice(e,1),Bn.splice(e,1)),na(`delSeries`,e)}b.delSeries=Kn;let qn=[!1,!1,!1,!1];function Jn(e,t){if(e._show=e.show,e.show){let n=e.side%2,r=F[e.scale];r??=(e.scale=n?P[1].scale:L,F[e.scale]);let i=r.time;e.size=z(e.size),e.space=z(e.space),e.rotate=z(e.rotate),Qe(e.incrs)&&e.incrs.forEach(e=>{!Ke.has(e)&&Ke.set(e,qe(e))}),e.incrs=z(e.incrs||(r.distr==2?Ot:i?ve==1?Rt:Vt:kt)),e.splits=z(e.splits||(i&&r.distr==1?it:r.distr==3?bn:r.distr==4?xn:yn)),e.stroke=z(e.stroke),e.grid.stroke=z(e.grid.stroke),e.ticks.stroke=z(e.ticks.stroke),e.border.stroke=z(e.border.stroke);let a=e.values;e.values=Qe(a)&&!Qe(a[0])?z(a):i?Qe(a)?Gt(Je,Wt(a,$e)):tt(a)?Kt(Je,a):a||at:a||vn,e.filter=z(e.filter||(r.distr>=3&&r.log==10?Dn:r.distr==3&&r.log==2?On:Re)),e.font=Ar(e.font),e.labelFont=Ar(e.labelFont),e._size=e.size(b,null,t,0),e._space=e._rotate=e._incrs=e._found=e._splits=e._values=null,e._size>0&&(qn[t]=!0,e._el=O(`u-axis`,A))}}function Xn(e,t,n,r){let[i,a,o,s]=n,c=t%2,l=0;return c==0&&(s||a)&&(l=t==0&&!i||t==2&&!o?we(gn.size/3):0),c==1&&(i||o)&&(l=t==1&&!a||t==3&&!s?we(An.size/2):0),l}let Zn=b.padding=(s.padding||[Xn,Xn,Xn,Xn]).map(e=>z(N(e,Xn))),Qn=b._padding=Zn.map((e,t)=>e(b,t,qn,0)),K,q=null,J=null,$n=S==1?P[0].idxs:null,er=null,tr=!1;function nr(e,t){if(h=e??[],b.data=b._data=h,S==2){K=0;for(let e=1;e<P.length;e++)K+=h[e][0].length}else{h.length==0&&(b.data=b._data=h=[[]]),er=h[0],K=er.length;let e=h;if(He==2){e=h.slice();let t=e[0]=Array(K);for(let e=0;e<K;e++)t[e]=e}b._data=h=e}if(Jr(!0),na(`setData`),He==2&&(on=!0),t!==!1){let e=B;e.auto(b,tr)?rr():vi(L,e.min,e.max),sn||=U.left>=0,un=!0,$r()}}b.setData=nr;function rr(){tr=!0;let e,t;S==1&&(K>0?(q=$n[0]=0,J=$n[1]=K-1,e=h[0][q],t=h[0][J],He==2?(e=q,t=J):e==t&&(He==3?[e,t]=pe(e,e,B.log,!1):He==4?[e,t]=me(e,e,B.log,!1):B.time?t=e+we(86400/ve):[e,t]=ye(e,t,he,!0))):(q=$n[0]=e=null,J=$n[1]=t=null)),vi(L,e,t)}let ir,ar,or,sr,cr,lr,ur,dr,fr,pr;function mr(e,t,n,r,i,a){e??=c,n??=Xe,r??=`butt`,i??=c,a??=`round`,e!=ir&&(k.strokeStyle=ir=e),i!=ar&&(k.fillStyle=ar=i),t!=or&&(k.lineWidth=or=t),a!=cr&&(k.lineJoin=cr=a),r!=lr&&(k.lineCap=lr=r),n!=sr&&k.setLineDash(sr=n)}function gr(e,t,n,r){t!=ar&&(k.fillStyle=ar=t),e!=ur&&(k.font=ur=e),n!=dr&&(k.textAlign=dr=n),r!=fr&&(k.textBaseline=fr=r)}function Mr(e,t,n,r,i=0){if(r.length>0&&e.auto(b,tr)&&(t==null||t.min==null)){let t=N(q,0),a=N(J,r.length-1),o=n.min==null?fe(r,t,a,i,e.distr==3):[n.min,n.max];e.min=Ee(e.min,n.min=o[0]),e.max=De(e.max,n.max=o[1])}}let Nr={min:null,max:null};function Pr(){for(let e in F){let t=F[e];V[e]==null&&(t.min==null||V[L]!=null&&t.auto(b,tr))&&(V[e]=Nr)}for(let e in F){let t=F[e];V[e]==null&&t.from!=null&&V[t.from]!=null&&(V[e]=Nr)}V[L]!=null&&Jr(!0);let e={};for(let t in V){let n=V[t];if(n!=null){let r=e[t]=ot(F[t],rt);if(n.min!=null)st(r,n);else if(t!=L||S==2){if(K==0&&r.from==null){let e=r.range(b,null,null,t);r.min=e[0],r.max=e[1]}else r.min=R,r.max=-1/0}}}if(K>0){P.forEach((t,n)=>{if(S==1){let r=t.scale,i=V[r];if(i==null)return;let a=e[r];if(n==0){let e=a.range(b,a.min,a.max,r);a.min=e[0],a.max=e[1],q=ue(a.min,h[0]),J=ue(a.max,h[0]),J-q>1&&(h[0][q]<a.min&&q++,h[0][J]>a.max&&J--),t.min=er[q],t.max=er[J]}else t.show&&t.auto&&Mr(a,i,t,h[n],t.sorted);t.idxs[0]=q,t.idxs[1]=J}else if(n>0&&t.show&&t.auto){let[r,i]=t.facets,a=r.scale,o=i.scale,[s,c]=h[n],l=e[a],u=e[o];l!=null&&Mr(l,V[a],r,s,r.sorted),u!=null&&Mr(u,V[o],i,c,i.sorted),t.min=i.min,t.max=i.max}});for(let t in e){let n=e[t],r=V[t];if(n.from==null&&(r==null||r.min==null)){let e=n.range(b,n.min==R?null:n.min,n.max==-1/0?null:n.max,t);n.min=e[0],n.max=e[1]}}}for(let t in e){let n=e[t];if(n.from!=null){let r=e[n.from];if(r.min==null)n.min=n.max=null;else{let e=n.range(b,r.min,r.max,t);n.min=e[0],n.max=e[1]}}}let t={},n=!1;for(let r in e){let i=e[r],a=F[r];if(a.min!=i.min||a.max!=i.max){a.min=i.min,a.max=i.max;let e=a.distr;a._min=e==3?Ae(a.min):e==4?Ne(a.min,a.asinh):e==100?a.fwd(a.min):a.min,a._max=e==3?Ae(a.max):e==4?Ne(a.max,a.asinh):e==100?a.fwd(a.max):a.max,t[r]=n=!0}}if(n){P.forEach((e,n)=>{S==2?n>0&&t.y&&(e._paths=null):t[e.scale]&&(e._paths=null)});for(let e in t)on=!0,na(`setScale`,e);pt&&U.left>=0&&(sn=un=!0)}for(let e in V)V[e]=null}function Fr(e){let t=Fe(q-1,0,K-1),n=Fe(J+1,0,K-1);for(;e[t]==null&&t>0;)t--;for(;e[n]==null&&n<K-1;)n++;return[t,n]}function Ir(){if(K>0){let e=P.some(e=>e._focus)&&pr!=Tn.alpha;e&&(k.globalAlpha=pr=Tn.alpha),P.forEach((e,t)=>{if(t>0&&e.show&&(Lr(t,!1),Lr(t,!0),e._paths==null)){let n=pr;pr!=e.alpha&&(k.globalAlpha=pr=e.alpha);let r=S==2?[0,h[t][0].length-1]:Fr(h[t]);e._paths=e.paths(b,t,r[0],r[1]),pr!=n&&(k.globalAlpha=pr=n)}}),P.forEach((e,t)=>{if(t>0&&e.show){let n=pr;pr!=e.alpha&&(k.globalAlpha=pr=e.alpha),e._paths!=null&&Rr(t,!1);{let n=e._paths==null?null:e._paths.gaps,r=e.points.show(b,t,q,J,n),i=e.points.filter(b,t,r,n);(r||i)&&(e.points._paths=e.points.paths(b,t,q,J,i),Rr(t,!0))}pr!=n&&(k.globalAlpha=pr=n),na(`drawSeries`,t)}}),e&&(k.globalAlpha=pr=1)}}function Lr(e,t){let n=t?P[e].points:P[e];n._stroke=n.stroke(b,e),n._fill=n.fill(b,e)}function Rr(e,t){let n=t?P[e].points:P[e],{stroke:r,fill:i,clip:a,flags:o,_stroke:s=n._stroke,_fill:c=n._fill,_width:l=n.width}=n._paths;l=H(l*x,3);let u=null,d=l%2/2;t&&c==null&&(c=l>0?`#fff`:s);let f=n.pxAlign==1&&d>0;if(f&&k.translate(d,d),!t){let e=$t-l/2,t=en-l/2,n=tn+l,r=nn+l;u=new Path2D,u.rect(e,t,n,r)}t?Br(s,l,n.dash,n.cap,c,r,i,o,a):zr(e,s,l,n.dash,n.cap,c,r,i,o,u,a),f&&k.translate(-d,-d)}function zr(e,t,n,r,i,a,o,s,c,l,u){let d=!1;c!=0&&I.forEach((f,p)=>{if(f.series[0]==e){let e=P[f.series[1]],m=h[f.series[1]],g=(e._paths||Ye).band;Qe(g)&&(g=f.dir==1?g[0]:g[1]);let _,v=null;e.show&&g&&be(m,q,J)?(v=f.fill(b,p)||a,_=e._paths.clip):g=null,Br(t,n,r,i,v,o,s,c,l,u,_,g),d=!0}}),d||Br(t,n,r,i,a,o,s,c,l,u)}function Br(e,t,n,r,i,a,o,s,c,l,u,d){mr(e,t,n,r,i),(c||l||d)&&(k.save(),c&&k.clip(c),l&&k.clip(l)),d?(s&3)==3?(k.clip(d),u&&k.clip(u),Hr(i,o),Vr(e,a,t)):s&2?(Hr(i,o),k.clip(d),Vr(e,a,t)):s&1&&(k.save(),k.clip(d),u&&k.clip(u),Hr(i,o),k.restore(),Vr(e,a,t)):(Hr(i,o),Vr(e,a,t)),(c||l||d)&&k.restore()}function Vr(e,t,n){n>0&&(t instanceof Map?t.forEach((e,t)=>{k.strokeStyle=ir=t,k.stroke(e)}):t!=null&&e&&k.stroke(t))}function Hr(e,t){t instanceof Map?t.forEach((e,t)=>{k.fillStyle=ar=t,k.fill(e)}):t!=null&&e&&k.fill(t)}function Ur(e,t,n,r){let i=xe[e],a;if(r<=0)a=[0,0];else{let o=i._space=i.space(b,e,t,n,r);a=kr(t,n,i._incrs=i.incrs(b,e,t,n,r,o),r,o)}return i._found=a}function Wr(e,t,n,r,i,a,o,s,c,l){let u=o%2/2;M==1&&k.translate(u,u),mr(s,o,c,l,s),k.beginPath();let d,f,p,m,h=i+(r==0||r==3?-a:a);n==0?(f=i,m=h):(d=i,p=h);for(let r=0;r<e.length;r++)t[r]!=null&&(n==0?d=p=e[r]:f=m=e[r],k.moveTo(d,f),k.lineTo(p,m));k.stroke(),M==1&&k.translate(-u,-u)}function Gr(e){let t=!0;return xe.forEach((n,r)=>{if(!n.show)return;let i=F[n.scale];if(i.min==null){n._show&&(t=!1,n._show=!1,Jr(!1));return}n._show||(t=!1,n._show=!0,Jr(!1));let a=n.side,o=a%2,{min:s,max:c}=i,[l,u]=Ur(r,s,c,o==0?W:G);if(u==0)return;let d=i.distr==2,f=n._splits=n.splits(b,r,s,c,l,u,d),p=i.distr==2?f.map(e=>er[e]):f,m=i.distr==2?er[f[1]]-er[f[0]]:l,h=n._values=n.values(b,n.filter(b,p,r,u,m),r,u,m);n._rotate=a==2?n.rotate(b,h,r,u):0;let g=n._size;n._size=Te(n.size(b,h,r,e)),g!=null&&n._size!=g&&(t=!1)}),t}function Kr(e){let t=!0;return Zn.forEach((n,r)=>{let i=n(b,r,qn,e);i!=Qn[r]&&(t=!1),Qn[r]=i}),t}function qr(){for(let e=0;e<xe.length;e++){let t=xe[e];if(!t.show||!t._show)continue;let n=t.side,r=n%2,s,c,l=t.stroke(b,e),u=n==0||n==3?-1:1,[d,f]=t._found;if(t.label!=null){let a=t.labelGap*u,o=we((t._lpos+a)*x);gr(t.labelFont[0],l,`center`,n==2?`top`:i),k.save(),r==1?(s=c=0,k.translate(o,we(en+nn/2)),k.rotate((n==3?-Se:Se)/2)):(s=we($t+tn/2),c=o);let p=Ie(t.label)?t.label(b,e,d,f):t.label;k.fillText(p,s,c),k.restore()}if(f==0)continue;let p=F[t.scale],m=r==0?tn:nn,h=r==0?$t:en,g=t._splits,_=p.distr==2?g.map(e=>er[e]):g,v=p.distr==2?er[g[1]]-er[g[0]]:d,y=t.ticks,S=t.border,C=y.show?y.size:0,w=we(C*x),T=we((t.alignTo==2?t._size-C-t.gap:t.gap)*x),E=t._rotate*-Se/180,D=_e(t._pos*x),O=D+(w+T)*u;c=r==0?O:0,s=r==1?O:0;let ee=t.font[0];gr(ee,l,t.align==1?a:t.align==2?o:E>0?a:E<0?o:r==0?`center`:n==3?o:a,E||r==1?`middle`:n==2?`top`:i);let te=t.font[1]*t.lineGap,re=g.map(e=>_e(ne(e,p,m,h))),ie=t._values;for(let e=0;e<ie.length;e++){let t=ie[e];if(t!=null){r==0?s=re[e]:c=re[e],t=``+t;let n=t.indexOf(`\n`)==-1?[t]:t.split(/\\n/gm);for(let e=0;e<n.length;e++){let t=n[e];E?(k.save(),k.translate(s,c+e*te),k.rotate(E),k.fillText(t,0,0),k.restore()):k.fillText(t,s,c+e*te)}}}y.show&&Wr(re,y.filter(b,_,e,f,v),r,n,D,w,H(y.width*x,3),y.stroke(b,e),y.dash,y.cap);let ae=t.grid;ae.show&&Wr(re,ae.filter(b,_,e,f,v),r,r==0?2:1,r==0?en:$t,r==0?nn:tn,H(ae.width*x,3),ae.stroke(b,e),ae.dash,ae.cap),S.show&&Wr([D],[1],+(r==0),r==0?1:2,r==1?en:$t,r==1?nn:tn,H(S.width*x,3),S.stroke(b,e),S.dash,S.cap)}na(`drawAxes`)}function Jr(e){P.forEach((t,n)=>{n>0&&(t._paths=null,e&&(S==1?(t.min=null,t.max=null):t.facets.forEach(e=>{e.min=null,e.max=null})))})}let Yr=!1,Xr=!1,Zr=[];function Qr(){Xr=!1;for(let e=0;e<Zr.length;e++)na(...Zr[e]);Zr.length=0}function $r(){Yr||=(ut(ti),!0)}function ei(e,t=!1){Yr=!0,Xr=t,e(b),ti(),t&&Zr.length>0&&queueMicrotask(Qr)}b.batch=ei;function ti(){if(rn&&=(Pr(),!1),on&&=(pn(),!1),an){if(E(de,a,Ft),E(de,`top`,It),E(de,n,W),E(de,r,G),E(j,a,Ft),E(j,`top`,It),E(j,n,W),E(j,r,G),E(A,n,Nt),E(A,r,Pt),se.width=we(Nt*x),se.height=we(Pt*x),xe.forEach(({_el:t,_show:n,_size:r,_pos:i,side:a})=>{if(t!=null){if(n){let n=a===3||a===0?r:0,o=a%2==1;E(t,o?`left`:`top`,i-n),E(t,o?`width`:`height`,r),E(t,o?`top`:`left`,o?It:Ft),E(t,o?`height`:`width`,o?G:W),T(t,e)}else w(t,e)}}),ir=ar=or=cr=lr=ur=dr=fr=sr=null,pr=1,Bi(!0),Ft!=Lt||It!=qt||W!=Xt||G!=Zt){Jr(!1);let e=W/Xt,t=G/Zt;if(pt&&!sn&&U.left>=0){U.left*=e,U.top*=t,ai&&te(ai,we(U.left),0,W,G),oi&&te(oi,0,we(U.top),W,G);for(let n=0;n<Nn.length;n++){let r=Nn[n];r!=null&&(Pn[n]*=e,Bn[n]*=t,te(r,Te(Pn[n]),Te(Bn[n]),W,G))}}if($.show&&!ln&&$.left>=0&&$.width>0){$.left*=e,$.width*=e,$.top*=t,$.height*=t;for(let e in Ui)E(hi,e,$[e])}Lt=Ft,qt=It,Xt=W,Zt=G}na(`setSize`),an=!1}Nt>0&&Pt>0&&(k.clearRect(0,0,se.width,se.height),na(`drawClear`),je.forEach(e=>e()),na(`draw`)),$.show&&ln&&(gi($),ln=!1),pt&&sn&&(Ri(null,!0,!1),sn=!1),dt.show&&dt.live&&un&&(Ii(),un=!1),ie||(ie=!0,b.status=1,na(`ready`)),tr=!1,Yr=!1}b.redraw=(e,t)=>{on=t||!1,e===!1?$r():vi(L,B.min,B.max)};function ni(e,t){let n=F[e];if(n.from==null){if(K==0){let r=n.range(b,t.min,t.max,e);t.min=r[0],t.max=r[1]}if(t.min>t.max){let e=t.min;t.min=t.max,t.max=e}if(K>1&&t.min!=null&&t.max!=null&&t.max-t.min<1e-16)return;e==L&&n.distr==2&&K>0&&(t.min=ue(t.min,h[0]),t.max=ue(t.max,h[0]),t.min==t.max&&t.max++),V[e]=t,rn=!0,$r()}}b.setScale=ni;let ri,ii,ai,oi,si,ci,li,ui,Y,di,X,Z,fi=!1,pi=U.drag,Q=pi.x,mi=pi.y;pt&&(U.x&&(ri=O(`u-cursor-x`,j)),U.y&&(ii=O(`u-cursor-y`,j)),B.ori==0?(ai=ri,oi=ii):(ai=ii,oi=ri),X=U.left,Z=U.top);let $=b.select=st({show:!0,over:!0,left:0,width:0,top:0,height:0},s.select),hi=$.show?O(`u-select`,$.over?j:de):null;function gi(e,t){if($.show){for(let t in e)$[t]=e[t],t in Ui&&E(hi,t,e[t]);t!==!1&&na(`setSelect`)}}b.setSelect=gi;function _i(t){if(P[t].show)ft&&T(vt[t],e);else if(ft&&w(vt[t],e),pt){let e=Mn?Nn[0]:Nn[t];e!=null&&te(e,-10,-10,W,G)}}function vi(e,t,n){ni(e,{min:t,max:n})}function yi(e,t,n,r){t.focus!=null&&Oi(e),t.show!=null&&P.forEach((n,r)=>{r>0&&(e==r||e==null)&&(n.show=t.show,_i(r),S==2?(vi(n.facets[0].scale,null,null),vi(n.facets[1].scale,null,null)):vi(n.scale,null,null),$r())}),n!==!1&&na(`setSeries`,e,t),r&&sa(`setSeries`,b,e,t)}b.setSeries=yi;function bi(e,t){st(I[e],t)}function xi(e,t){e.fill=z(e.fill||null),e.dir=N(e.dir,-1),t??=I.length,I.splice(t,0,e)}function Si(e){e==null?I.length=0:I.splice(e,1)}b.addBand=xi,b.setBand=bi,b.delBand=Si;function Ci(e,t){P[e].alpha=t,pt&&Nn[e]!=null&&(Nn[e].style.opacity=t),ft&&vt[e]&&(vt[e].style.opacity=t)}let wi,Ti,Ei,Di={focus:!0};function Oi(e){if(e!=Ei){let t=e==null,n=Tn.alpha!=1;P.forEach((r,i)=>{if(S==1||i>0){let a=t||i==0||i==e;r._focus=t?null:a,n&&Ci(i,a?1:Tn.alpha)}}),Ei=e,n&&$r()}}ft&&En&&jt(p,ht,e=>{U._lock||(Cn(e),Ei!=null&&yi(null,Di,!0,ia.setSeries))});function ki(e,t,n){let r=F[t];n&&(e=e/x-(r.ori==1?It:Ft));let i=W;r.ori==1&&(i=G,e=i-e),r.dir==-1&&(e=i-e);let a=r._min,o=r._max,s=e/i,c=a+(o-a)*s,l=r.distr;return l==3?Oe(10,c):l==4?Me(c,r.asinh):l==100?r.bwd(c):c}function Ai(e,t){return ue(ki(e,L,t),h[0],q,J)}b.valToIdx=e=>ue(e,h[0]),b.posToIdx=Ai,b.posToVal=ki,b.valToPos=(e,t,n)=>F[t].ori==0?C(e,F[t],n?tn:W,n?$t:0):ee(e,F[t],n?nn:G,n?en:0),b.setCursor=(e,t,n)=>{X=e.left,Z=e.top,Ri(null,t,n)};function ji(e,t){E(hi,a,$.left=e),E(hi,n,$.width=t)}function Mi(e,t){E(hi,`top`,$.top=e),E(hi,r,$.height=t)}let Ni=B.ori==0?ji:Mi,Pi=B.ori==1?ji:Mi;function Fi(){if(ft&&dt.live)for(let e=+(S==2);e<P.length;e++){if(e==0&&St)continue;let t=dt.values[e],n=0;for(let r in t)yt[e][n++].firstChild.nodeValue=t[r]}}function Ii(e,t){if(e!=null&&(e.idxs?e.idxs.forEach((e,t)=>{lt[t]=e}):et(e.idx)||lt.fill(e.idx),dt.idx=lt[0]),ft&&dt.live){for(let e=0;e<P.length;e++)(e>0||S==1&&!St)&&Li(e,lt[e]);Fi()}un=!1,t!==!1&&na(`setLegend`)}b.setLegend=Ii;function Li(e,t){let n=P[e],r=e==0&&He==2?er:h[e],i;St?i=n.values(b,e,t)??Ct:(i=n.value(b,t==null?null:r[t],e,t),i=i==null?Ct:{_:i}),dt.values[e]=i}function Ri(e,t,n){Y=X,di=Z,[X,Z]=U.move(b,X,Z),U.left=X,U.top=Z,pt&&(ai&&te(ai,we(X),0,W,G),oi&&te(oi,0,we(Z),W,G));let r,i=q>J;wi=R,Ti=null;let a=B.ori==0?W:G,o=B.ori==1?W:G;if(X<0||K==0||i){r=U.idx=null;for(let e=0;e<P.length;e++){let t=Nn[e];t!=null&&te(t,-10,-10,W,G)}En&&yi(null,Di,!0,e==null&&ia.setSeries),dt.live&&(lt.fill(r),un=!0)}else{let e,t,n;S==1&&(e=B.ori==0?X:Z,t=ki(e,L),r=U.idx=ue(t,h[0],q,J),n=Ue(h[0][r],B,a,0));let i=-10,s=-10,c=0,l=0,u=!0,d=``,f=``;for(let e=+(S==2);e<P.length;e++){let p=P[e],m=lt[e],g=m==null?null:S==1?h[e][m]:h[e][1][m],_=U.dataIdx(b,e,r,t),v=_==null?null:S==1?h[e][_]:h[e][1][_];if(un=un||v!=g||_!=m,lt[e]=_,e>0&&p.show){let t=_==null?-10:_==r?n:Ue(S==1?h[0][_]:h[e][0][_],B,a,0),m=v==null?-10:Ge(v,S==1?F[p.scale]:F[p.facets[1].scale],o,0);if(En&&v!=null){let t=B.ori==1?X:Z,n=Ce(Tn.dist(b,e,_,m,t));if(n<wi){let r=Tn.bias;if(r!=0){let i=ki(t,p.scale),a=v>=0?1:-1,o=i>=0?1:-1;o==a&&(o==1?r==1?v>=i:v<=i:r==1?v<=i:v>=i)&&(wi=n,Ti=e)}else wi=n,Ti=e}}if(un||Mn){let n,r;B.ori==0?(n=t,r=m):(n=m,r=t);let a,o,p,h,g,_,v=!0,y=wn.bbox;if(y!=null){v=!1;let t=y(b,e);p=t.left,h=t.top,a=t.width,o=t.height}else p=n,h=r,a=o=wn.size(b,e);if(_=wn.fill(b,e),g=wn.stroke(b,e),Mn)e==Ti&&wi<=Tn.prox&&(i=p,s=h,c=a,l=o,u=v,d=_,f=g);else{let t=Nn[e];t!=null&&(Pn[e]=p,Bn[e]=h,ae(t,a,o,v),re(t,_,g),te(t,Te(p),Te(h),W,G))}}}}if(Mn){let e=Tn.prox;if(un||(Ei==null?wi<=e:wi>e||Ti!=Ei)){let e=Nn[0];e!=null&&(Pn[0]=i,Bn[0]=s,ae(e,c,l,u),re(e,d,f),te(e,Te(i),Te(s),W,G))}}}if($.show&&fi){if(e!=null){let[t,n]=ia.scales,[r,i]=ia.match,[s,c]=e.cursor.sync.scales,l=e.cursor.drag;if(Q=l._x,mi=l._y,Q||mi){let{left:l,top:u,width:d,height:f}=e.select,p=e.scales[s].ori,m=e.posToVal,h,g,_,v,y,b=t!=null&&r(t,s),x=n!=null&&i(n,c);b&&Q?(p==0?(h=l,g=d):(h=u,g=f),_=F[t],v=Ue(m(h,s),_,a,0),y=Ue(m(h+g,s),_,a,0),Ni(Ee(v,y),Ce(y-v))):Ni(0,a),x&&mi?(p==1?(h=l,g=d):(h=u,g=f),_=F[n],v=Ge(m(h,c),_,o,0),y=Ge(m(h+g,c),_,o,0),Pi(Ee(v,y),Ce(y-v))):Pi(0,o)}else Wi()}else{let e=Ce(Y-si),t=Ce(di-ci);if(B.ori==1){let n=e;e=t,t=n}Q=pi.x&&e>=pi.dist,mi=pi.y&&t>=pi.dist;let n=pi.uni;n==null?pi.x&&pi.y&&(Q||mi)&&(Q=mi=!0):Q&&mi&&(Q=e>=n,mi=t>=n,!Q&&!mi&&(t>e?mi=!0:Q=!0));let r,i;Q&&(B.ori==0?(r=li,i=X):(r=ui,i=Z),Ni(Ee(r,i),Ce(i-r)),mi||Pi(0,o)),mi&&(B.ori==1?(r=li,i=X):(r=ui,i=Z),Pi(Ee(r,i),Ce(i-r)),Q||Ni(0,a)),!Q&&!mi&&(Ni(0,0),Pi(0,0))}}if(pi._x=Q,pi._y=mi,e==null){if(n){if(aa!=null){let[e,t]=ia.scales;ia.values[0]=e==null?null:ki(B.ori==0?X:Z,e),ia.values[1]=t==null?null:ki(B.ori==1?X:Z,t)}sa(l,b,X,Z,W,G,r)}if(En){let e=n&&ia.setSeries,t=Tn.prox;Ei==null?wi<=t&&yi(Ti,Di,!0,e):wi>t?yi(null,Di,!0,e):Ti!=Ei&&yi(Ti,Di,!0,e)}}un&&(dt.idx=r,Ii()),t!==!1&&na(`setCursor`)}let zi=null;Object.defineProperty(b,\"rect\",{get(){return zi??Bi(!1),zi}});function Bi(e=!1){e?zi=null:(zi=j.getBoundingClientRect(),na(`syncRect`,zi))}function Vi(e,t,n,r,i,a,o){U._lock||fi&&e!=null&&e.movementX==0&&e.movementY==0||(Hi(e,t,n,r,i,a,o,!1,e!=null),e==null?Ri(t,!0,!1):Ri(null,!0,!0))}function Hi(e,t,n,r,i,a,o,s,c){if(zi??Bi(!1),Cn(e),e!=null)n=e.clientX-zi.left,r=e.clientY-zi.top;else{if(n<0||r<0){X=-10,Z=-10;return}let[e,o]=ia.scales,s=t.cursor.sync,[c,l]=s.values,[u,d]=s.scales,[f,p]=ia.match,m=t.axes[0].side%2==1,h=B.ori==0?W:G,g=B.ori==1?W:G,_=m?a:i,v=m?i:a,y=m?r:n,b=m?n:r;if(n=u==null?y/_*h:f(e,u)?ne(c,F[e],h,0):-10,r=d==null?b/v*g:p(o,d)?ne(l,F[o],g,0):-10,B.ori==1){let e=n;n=r,r=e}}c&&(t==null||t.cursor.event.type==l)&&((n<=1||n>=W-1)&&(n=We(n,W)),(r<=1||r>=G-1)&&(r=We(r,G))),s?(si=n,ci=r,[li,ui]=U.move(b,n,r)):(X=n,Z=r)}let Ui={width:0,height:0,left:0,top:0};function Wi(){gi(Ui,!1)}let Gi,Ki,qi,Ji;function Yi(e,t,n,r,i,a,o){fi=!0,Q=mi=pi._x=pi._y=!1,Hi(e,t,n,r,i,a,o,!0,!1),e!=null&&(jt(d,v,Xi,!1),sa(u,b,li,ui,W,G,null));let{left:s,top:c,width:l,height:f}=$;Gi=s,Ki=c,qi=l,Ji=f}function Xi(e,t,n,r,i,a,o){fi=pi._x=pi._y=!1,Hi(e,t,n,r,i,a,o,!1,!0);let{left:s,top:c,width:l,height:u}=$,f=l>0||u>0,p=Gi!=s||Ki!=c||qi!=l||Ji!=u;if(f&&p&&gi($),pi.setScale&&f&&p){let e=s,t=l,n=c,r=u;if(B.ori==1&&(e=c,t=u,n=s,r=l),Q&&vi(L,ki(e,L),ki(e+t,L)),mi)for(let e in F){let t=F[e];e!=L&&t.from==null&&t.min!=R&&vi(e,ki(n+r,e),ki(n,e))}Wi()}else U.lock&&(U._lock=!U._lock,Ri(t,!0,e!=null));e!=null&&(Mt(d,v),sa(d,b,X,Z,W,G,null))}function Zi(e,t,n,r,i,a,o){if(U._lock)return;Cn(e);let s=fi;if(fi){let e=!0,t=!0,n,r;B.ori==0?(n=Q,r=mi):(n=mi,r=Q),n&&r&&(e=X<=10||X>=W-10,t=Z<=10||Z>=G-10),n&&e&&(X=X<li?0:W),r&&t&&(Z=Z<ui?0:G),Ri(null,!0,!0),fi=!1}X=-10,Z=-10,lt.fill(null),Ri(null,!0,!0),s&&(fi=s)}function Qi(e,t,n,r,i,a,o){U._lock||(Cn(e),rr(),Wi(),e!=null&&sa(m,b,X,Z,W,G,null))}function $i(){xe.forEach(jr),dn(b.width,b.height,!0)}ce(g,y,$i);let ea={};ea.mousedown=Yi,ea.mousemove=Vi,ea.mouseup=Xi,ea.dblclick=Qi,ea.setSeries=(e,t,n,r)=>{let i=ia.match[2];n=i(b,t,n),n!=-1&&yi(n,r,!0,!1)},pt&&(jt(u,j,Yi),jt(l,j,Vi),jt(f,j,e=>{Cn(e),Bi(!1)}),jt(p,j,Zi),jt(m,j,Qi),hr.add(b),b.syncRect=Bi);let ta=b.hooks=s.hooks||{};function na(e,t,n){Xr?Zr.push([e,t,n]):e in ta&&ta[e].forEach(e=>{e.call(null,b,t,n)})}(s.plugins||[]).forEach(e=>{for(let t in e.hooks)ta[t]=(ta[t]||[]).concat(e.hooks[t])});let ra=(e,t,n)=>n,ia=st({key:null,setSeries:!1,filters:{pub:Be,sub:Be},scales:[L,P[1]?P[1].scale:null],match:[Ve,Ve,ra],values:[null,null]},U.sync);ia.match.length==2&&ia.match.push(ra),U.sync=ia;let aa=ia.key,oa=Vn(aa);function sa(e,t,n,r,i,a,o){ia.filters.pub(e,t,n,r,i,a,o)&&oa.pub(e,t,n,r,i,a,o)}oa.sub(b);function ca(e,t,n,r,i,a,o){ia.filters.sub(e,t,n,r,i,a,o)&&ea[e](null,t,n,r,i,a,o)}b.pub=ca;function la(){oa.unsub(b),hr.delete(b),At.clear(),le(g,y,$i),oe.remove(),ht?.remove(),na(`destroy`)}b.destroy=la;function ua(){na(`init`,s,h),nr(h||s.data,!1),V[L]?ni(L,V[L]):rr(),ln=$.show&&($.width>0||$.height>0),sn=un=!0,dn(s.width,s.height)}return P.forEach(Un),xe.forEach(Jn),_?_ instanceof HTMLElement?(_.appendChild(oe),ua()):_(b,ua):ua(),b}Mr.assign=st,Mr.fmtNum=F,Mr.rangeNum=ye,Mr.rangeLog=pe,Mr.rangeAsinh=me,Mr.orient=Hn,Mr.pxRatio=x,Mr.join=lt,Mr.fmtDate=xt,Mr.tzDate=Ct,Mr.sync=Vn;{Mr.addGap=qn,Mr.clipGaps=Kn;let e=Mr.paths={points:ir};e.linear=cr,e.stepped=lr,e.bars=dr,e.spline=pr}function Nr(e){return String(Number(e.toPrecision(4)))}function Pr(e){if(e>10)return`> +1000 %`;if(e<-.999)return`< -99.9 %`;let t=Ir(e);return e>0&&Number(t)!==0?`+${t} %`:`${t} %`}function Fr(e){if(e>=1e3)return`> 1000x`;let t=e>=100?0:e>=10?1:e>=1?2:3;return`${e<.0995?e.toPrecision(2):e.toFixed(t)}x`}function Ir(e){let t=100*e,n=t.toFixed(+(Math.abs(t)<9.95||t<-99&&t>-100));return Number(n)===0?n.replace(`-`,``):n}function Lr(e){return`${new Date(e).toISOString().slice(0,16).replace(`T`,` `)} UTC`}function Rr(e,t,{onRun:n,onView:r}){let{levels:i,halves:a,yardsticks:o,timeOf:s,valueOf:c}=t,l=i.flatMap((e,n)=>[...t.breaks.includes(n)?[n-.5]:[],...Number.isNaN(e)?[]:[n]]),u=l.map(e=>(s(Math.floor(e))+s(Math.ceil(e)))/2),d=(e,t=0)=>l.map(n=>{let r=c((e[n]??NaN)+t*(a[n]||0));return Number.isNaN(r)?null:r}),f=[],p={stroke:zr(`--muted`),grid:{stroke:zr(`--grid`)},ticks:{show:!1}},m=t=>({width:e.clientWidth,height:t>0?110:Math.min(380,Math.max(220,innerHeight/2))}),h={stroke:zr(`--line`),width:1.2,points:{show:!1}},g={points:{show:!1}},_=(t,i,a)=>{let o={...m(f.length),...a,legend:{show:!1},padding:[20,12,0,0],tzDate:e=>Mr.tzDate(/* @__PURE__ */ new Date(1e3*e),`UTC`),axes:[{...p,size:30,space:90,values:Br},{...p,size:62,space:24,values:(e,t)=>t.map(Nr)}],cursor:{y:!1,drag:{dist:5},sync:{key:`runs`}},series:[{},...t],hooks:{...a.hooks,setCursor:[({cursor:{idx:e}})=>{let t=l[e??-1];t!==void 0&&n(Math.ceil(t))}],setScale:[(e,t)=>{let{min:n,max:i}=e.scales.x??{};if(t===`x`&&n!=null&&i!=null){for(let e of f){let t=e.scales.x;(t?.min!==n||t.max!==i)&&e.setScale(`x`,{min:n,max:i})}r(n,i)}}]}};f.push(new Mr(o,[u,...i],e))};_([h,g,g],[d(i),d(i,-1),d(i,1)],{bands:[{series:[3,2],fill:zr(`--band`)}],scales:{y:{range:(e,n,r)=>Vr(e,[n,r],t)}},hooks:{draw:[e=>Ur(e,t)]}}),o.some(e=>!Number.isNaN(e))&&_([{...h,stroke:zr(`--muted`)}],[d(o)],{hooks:{draw:[Hr]}});let v=new ResizeObserver(()=>f.map((e,t)=>e.setSize(m(t))));return v.observe(e),{redraw:()=>f.map(e=>e.redraw()),zoom:(e,t)=>f[0]?.setScale(`x`,{min:e,max:t}),point:e=>queueMicrotask(()=>{let t=f[0]?.valToPos(s(e),`x`)??0;for(let e of f)e.setCursor({left:t,top:9});n(e)}),close:()=>{v.disconnect();for(let e of f)e.destroy()}}}function zr(e){return()=>getComputedStyle(document.documentElement).getPropertyValue(e)}function Br(e,t,n,r,i){let a=t.map(e=>(/* @__PURE__ */ new Date(1e3*e)).toISOString());return i<86400?a.map(e=>e.slice(5,16).replace(`T`,` `)):a.map(e=>e.slice(0,i<2419200?10:7))}function Vr({scales:e},t,n){let{accepted:r,timeOf:i,valueOf:a}=n,{min:o,max:s}=e.x??{},c=r.filter(([e],t)=>{let n=r[t+1];return i(t===0?0:e)<=(s??0)&&(!n||i(n[0])>=(o??0))}),l=[...t.map(e=>e??0),...c.map(([,e])=>a(e))],u=.12*(Math.max(...l)-Math.min(...l))||.05*Math.max(...l);return[Math.max(0,Math.min(...l)-u),Math.max(...l)+u]}function Hr({ctx:e,bbox:t}){e.fillStyle=zr(`--muted`)(),e.textAlign=`left`,e.fillText(`yardstick`,t.left,t.top-5*devicePixelRatio)}function Ur(e,t){let{ctx:n,bbox:r}=e,{timeOf:i,levels:a,accepted:o}=t,s=devicePixelRatio,{min:c,max:l}=e.scales.x??{},u=t=>e.valToPos(t,`x`,!0),d=(n=0)=>e.valToPos(t.valueOf(n),`y`,!0),f=e=>u((i(e-1)+i(e))/2),[p,m]=[r.left+r.width,r.top+r.height],h=(e,t,r=[])=>{n.strokeStyle=n.fillStyle=zr(e)(),n.setLineDash(r.map(e=>e*s)),n.beginPath();for(let[e,r]of t)n.lineTo(e,r)},g=(e,t,i)=>{h(t,[[f(e),r.top],[f(e),m]],i),n.stroke()},_=(e,t,r)=>{n.beginPath(),n.arc(e,t,r*s,0,7),n.fill()};n.save(),n.beginPath(),n.rect(r.left,r.top,r.width,r.height),n.clip(),n.lineWidth=1.5*s;for(let e of t.breaks)g(e,`--muted`,[1,3]);for(let[e,[t,r]]of o.entries()){let a=o[e+1],[s,c]=[i(e===0?0:t),a?i(a[0]):l??0];h(`--accepted`,[[u(s),d(r)],[u(c),d(r)]]),n.stroke()}for(let[e,i]of t.shifts){g(e,i<0?`--bad`:`--good`,[5,4]);let t=f(e)>p-60*s;n.textAlign=t?`right`:`left`,n.fillText(Pr(i),f(e)+(t?-4:4)*s,r.top+12*s)}for(let e of t.said){let t=u(i(e));h(`--accepted`,[[t-5*s,m],[t+5*s,m],[t,m-9*s]]),n.fill()}let v=t.known.filter(e=>i(e)>=(c??0)&&i(e)<=(l??0));if(h(`--dots`,[]),v.length<=120)for(let e of v)for(let n of t.rounds[e]??[])_(u(i(e)),d(n),1.6);for(let e of v){let r=t.disturbed[e]!==``;!r&&v.length>1200||(h(`--line`,[]),r&&(n.fillStyle=zr(`--back`)()),_(u(i(e)),d(a[e]),v.length>120?2:3),r&&n.stroke())}n.restore()}let Wr={level:{low:-36,high:36,characters:4},ratio:{low:-8,high:8,characters:3},round:{low:-2,high:2,characters:2},half:{low:0,high:4,characters:2},count:{low:0,high:4094,characters:2}},Gr=new Map(Array.from(`ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_`,(e,t)=>[e.charCodeAt(0),t]));function Kr(e,{low:t,high:n,characters:r}){let i=64**r-2;return Array.from({length:e.length/r},(a,o)=>{let s=0;for(let t=o*r;t<(o+1)*r;t+=1)s=s*64+(Gr.get(e.charCodeAt(t))??0);return s===0?NaN:t+(s-1)/i*(n-t)})}let qr=JSON.parse(document.getElementById(`data`)?.textContent??``);function Jr(e){let t=qr.environments.find(({cells:t})=>e!==null&&Object.hasOwn(t,e)),n=t?.cells[e??``];if(t===void 0||n===void 0)return;let r=(e,t)=>Kr(n[e],Wr[t]),[i,a]=[r(`levels`,`level`),r(`rounds`,`round`)],o=0,s=r(`counts`,`count`).map((e,t)=>a.slice(o,o+=Math.round(e)).map(e=>e+(i[t]??0))),c=i.flatMap((e,t)=>Number.isNaN(e)?[]:[t]);return{...t,...n,levels:i,rounds:s,known:c,halves:r(`halves`,`half`),ratios:r(`ratios`,`ratio`),yardsticks:r(`yardsticks`,`level`),timeOf:e=>t.times[e]??0,valueOf:(e=NaN)=>Math.exp(e)*n.factor}}function Yr(e,t){let n=(t=NaN)=>Number.isNaN(t)?``:`${Nr(e.valueOf(t))} ${e.unit}`,[r=NaN,i=NaN]=[e.halves[t],e.ratios[t]];return[[`run`,Lr((/* @__PURE__ */ new Date(1e3*e.timeOf(t))).toISOString())],[`commit`,Xr(e,t)],[`level`,n(e.levels[t])],[`interval`,Number.isNaN(r)?``:Pr(Math.expm1(r)).replace(`+`,`±`)],[`rounds`,`${e.rounds[t]?.length}`],[`to the yardstick`,Number.isNaN(i)?``:Fr(Math.exp(i))],[`yardstick`,n(e.yardsticks[t])],[`note`,e.disturbed[t]??``]]}function Xr({commits:e,subjects:t},n){let r=e[n]??``,i=qr.repository===``||r===``?Zr(`span`):Zr(`a`);return i instanceof HTMLAnchorElement&&(i.href=`${qr.repository}/commit/${r}`,i.rel=`noreferrer`),i.append(r.slice(0,12)||`no commit`),Zr(`span`,i,` ${t[n]??``}`)}function Zr(e,...t){let n=document.createElement(e);return n.append(...t),n}let Qr=e=>document.getElementById(e),[$r,ei,ti,ni]=[`overview`,`view`,`chart`,`run`].map(Qr),ri=ei.querySelector(`table`),ii=document.forms[0],ai=[...ii.querySelectorAll(`input, select`)],oi=[...document.querySelectorAll(`.tiles li`)],si=()=>new URLSearchParams(location.hash.slice(1));function ci(e){let t=Object.entries({...Object.fromEntries(si()),...e});return`#${new URLSearchParams(t.filter(([,e])=>e!==``).map(([e,t])=>[e,`${t}`]))}`}let li=e=>history.replaceState(null,``,ci(e)),ui={cell:``,from:``,to:``,run:``},Y,di=0,X=[0,0],Z;function fi(){Z?.close(),Z=void 0;let e=si().get(`cell`);Y=Jr(e);for(let t of document.querySelectorAll(`article`))t.hidden=t.id!==e;if($r.hidden=Y!==void 0,ei.hidden=Y===void 0,Y===void 0)return;Qr(e??``).querySelector(`.events`)?.before(ei),ri.replaceChildren(),ri.closest(`details`).open=!1,Z=Rr(ti,Y,{onRun:pi,onView:(e,t)=>{X=[e,t],li({from:Math.round(e),to:Math.round(t)})}});let[t,n]=[Number(si().get(`from`)),Number(si().get(`to`))];t>0&&t<n?Z.zoom(t,n):Q(0);let r=Y.digests.indexOf(si().get(`run`)??``);Z.point(Y.known.includes(r)?r:Y.known.at(-1)??0)}function pi(e){di=e;let t=Y===void 0?[]:Yr(Y,e).filter(([,e])=>e!==``);ni.replaceChildren(...t.map(([e,t])=>Zr(`span`,Zr(`i`,e),` `,t)))}function Q(e){let{known:t=[],times:n=[]}=Y??{},[r=0,i=0]=[t.at(-e)??t[0],t.at(-1)].map(e=>n[e??0]??0),a=.02*(i-r)||43200;Z?.zoom(r-a,i+a)}function mi(e){let t=Y?.timeOf(di)??0,n=(X[1]-X[0])*e/2;Z?.zoom(t-n,t+n)}function $(e){let{known:t=[],timeOf:n=()=>0}=Y??{},r=t[Math.min(t.length-1,Math.max(0,t.indexOf(di)+e))]??0;di=r,(n(r)<X[0]||n(r)>X[1])&&mi(1),Z?.point(r)}let hi={ArrowLeft:()=>$(-1),ArrowRight:()=>$(1),Home:()=>$(-1/0),End:()=>$(1/0),\"+\":()=>mi(.5),\"-\":()=>mi(2),0:()=>Q(0),Escape:()=>{location.hash=ci(ui)}};function gi(){let[e,...t]=ai.map(({name:e,value:t})=>({name:e,value:t})),n=(e?.value??``).toLowerCase().split(` `);for(let e of oi){let r=`${e.textContent} ${e.closest(`section`)?.querySelector(`h2`)?.textContent}`.toLowerCase();e.hidden=n.some(e=>!r.includes(e))||t.some(({name:t,value:n})=>n!==``&&e.dataset[t]!==n)}let r=oi.filter(e=>!e.hidden);for(let e of document.querySelectorAll(`section`))e.hidden=!r.some(t=>e.contains(t));ii.querySelector(`output`).textContent=`${r.length} of ${oi.length} cells`,Qr(`none`).hidden=r.length>0}let _i=e=>()=>{document.documentElement.classList.toggle(`paper`,e),Z?.redraw()};for(let e of ai)e.value=si().get(e.name)??``;ii.addEventListener(`input`,()=>{li(Object.fromEntries(ai.map(({name:e,value:t})=>[e,t]))),gi()}),ii.addEventListener(`submit`,e=>e.preventDefault()),ti.addEventListener(`keydown`,e=>{let t=e.ctrlKey||e.metaKey||e.altKey?void 0:hi[e.key];t!==void 0&&(e.preventDefault(),t(),Y!==void 0&&e.key!==`Escape`&&li({run:Y.digests[di]??``}))}),ti.addEventListener(`click`,()=>li({run:Y?.digests[di]??``}));for(let e of ei.querySelectorAll(`button`))e.addEventListener(`click`,()=>Q(Number(e.value)));for(let e of document.querySelectorAll(`a[href^=\"#\"]`))e.addEventListener(`click`,()=>{let t=new URLSearchParams(e.hash.slice(1)).get(`cell`)??``;e.href=ci({...ui,cell:t})});ri.closest(`details`)?.addEventListener(`toggle`,()=>{if(Y===void 0||ri.rows.length>0)return;let{known:e}=Y,t=e.toReversed().map(e=>Yr(Y,e)),n=Zr(`thead`,Zr(`tr`,...(t[0]??[]).map(([e])=>Zr(`th`,e))));ri.append(n,Zr(`tbody`,...t.map(e=>Zr(`tr`,...e.map(([,e])=>Zr(`td`,e))))))}),matchMedia(`(prefers-color-scheme: dark)`).addEventListener(`change`,_i(!1)),addEventListener(`beforeprint`,_i(!0)),addEventListener(`afterprint`,_i(!1)),addEventListener(`hashchange`,fi),gi(),fi()})();",
		style: ".uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, \"Noto Sans\", sans-serif, \"Apple Color Emoji\", \"Segoe UI Emoji\", \"Segoe UI Symbol\", \"Noto Color Emoji\";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: \":\";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline \"background\" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}\n:root {\n  --back: #fff;\n  --card: #f6f8fa;\n  --text: #1f2328;\n  --muted: #59636e;\n  --grid: #d1d9e066;\n  --border: #d1d9e0;\n  --line: #0969da;\n  --band: #0969da2b;\n  --dots: #0969da80;\n  --accepted: #8250df;\n  --bad: #cf222e;\n  --good: #1a7f37;\n  --open: #9a6700;\n}\n@media (prefers-color-scheme: dark) {\n  :root:not(.paper) {\n    --back: #0d1117;\n    --card: #151b23;\n    --text: #f0f6fc;\n    --muted: #9198a1;\n    --grid: #3d444d66;\n    --border: #3d444d;\n    --line: #58a6ff;\n    --band: #58a6ff33;\n    --dots: #58a6ff80;\n    --accepted: #ab7df8;\n    --bad: #f85149;\n    --good: #3fb950;\n    --open: #d29922;\n  }\n}\n* {\n  box-sizing: border-box;\n}\n[hidden] {\n  display: none !important;\n}\nbody {\n  margin: auto;\n  padding: 1rem;\n  max-width: 76rem;\n  background: var(--back);\n  color: var(--text);\n  font: 15px / 1.5 system-ui;\n  overflow-wrap: anywhere;\n}\nh1 {\n  margin: 0;\n  font-size: 1.4rem;\n}\nh1 a {\n  color: inherit;\n  text-decoration: none;\n}\nh2 {\n  margin: 1rem 0 0;\n  font-size: 1.1rem;\n}\na {\n  color: var(--line);\n}\np {\n  margin: 0.3rem 0;\n}\ni,\n.faint {\n  color: var(--muted);\n  font-style: normal;\n  font-size: 0.87rem;\n}\n.bar,\n#run {\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.2rem 0.8rem;\n  align-items: center;\n  margin: 0.8rem 0;\n}\ninput,\nselect,\nbutton {\n  font: inherit;\n  color: inherit;\n  min-height: 2.2rem;\n  max-width: 100%;\n  padding: 0.2rem 0.6rem;\n}\ninput,\nselect,\nbutton,\n#run,\n.tile {\n  background: var(--card);\n  border: 1px solid var(--border);\n  border-radius: 6px;\n}\ninput {\n  flex: 1 1 12rem;\n}\n.tiles {\n  display: grid;\n  grid-template-columns: repeat(auto-fill, minmax(min(14.5rem, 100%), 1fr));\n  gap: 0.7rem;\n  padding: 0;\n  list-style: none;\n}\n.tile {\n  display: grid;\n  grid-template-columns: 1fr auto;\n  padding: 0.6rem 0.8rem;\n  border-left: 4px solid var(--verdict);\n  color: inherit;\n  text-decoration: none;\n}\n.tile .verdict {\n  grid-area: 1 / 2;\n  text-align: right;\n}\n.tile > :not(b) {\n  grid-column: 1 / -1;\n}\nsvg {\n  width: 100%;\n  height: 36px;\n}\npath {\n  fill: none;\n  stroke: var(--line);\n  stroke-width: 1.3;\n  vector-effect: non-scaling-stroke;\n}\nsvg.small {\n  width: 160px;\n}\npath.zone {\n  stroke: var(--grid);\n  stroke-width: 20;\n}\npath.faint,\n.beside path {\n  stroke: var(--muted);\n}\npath.end {\n  stroke-width: 6;\n  stroke-linecap: round;\n}\n.verdict {\n  color: var(--verdict);\n}\n.unmeasured {\n  --verdict: var(--muted);\n}\n.regressed,\n.missing {\n  --verdict: var(--bad);\n}\n.inconclusive {\n  --verdict: var(--open);\n}\n.improved,\n.unchanged {\n  --verdict: var(--good);\n}\n#chart {\n  min-height: 220px;\n}\n#run {\n  min-height: 4.5rem;\n  padding: 0.4rem 0.8rem;\n}\n.u-select {\n  background: var(--band);\n}\n.scroll {\n  overflow: auto;\n}\n#view .scroll {\n  max-height: 60vh;\n}\ntable {\n  border-collapse: collapse;\n  font-variant-numeric: tabular-nums;\n  font-size: 0.87rem;\n}\nth,\ntd {\n  overflow-wrap: break-word;\n  text-align: left;\n  padding: 0.25rem 0.8rem 0.25rem 0;\n  border-bottom: 1px solid var(--border);\n  vertical-align: top;\n}\n@media print {\n  .bar,\n  article > a {\n    display: none;\n  }\n  #view .scroll {\n    max-height: none;\n    overflow: visible;\n  }\n  li,\n  tr {\n    break-inside: avoid;\n  }\n}\n",
		view: "<div id=\"view\" hidden>\n<div class=\"bar\" role=\"group\" aria-label=\"Zoom\">\n<button value=\"30\">newest 30</button><button value=\"100\">newest 100</button><button value=\"0\">all</button>\n</div>\n<div id=\"chart\" tabindex=\"0\" role=\"group\" aria-label=\"Chart: arrow keys go from run to run, + and - zoom, 0 shows all, Escape leaves\"></div>\n<output id=\"run\" aria-live=\"polite\"></output>\n<p class=\"faint\">Line and band: level and its interval of 95 %. Dots: rounds. Hollow: disturbed. Gap: another subject. Steps: accepted level. Triangles: acknowledgements. Dashes: shifts. Drag to zoom, double-click for all.</p>\n<details><summary>Table of runs</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of runs\"><table></table></div></details>\n</div>\n<noscript>Charts are drawn by a script, which is switched off.</noscript>\n"
	};
}
/** A whole document under a Content-Security-Policy that lets in its own assets alone. */
function htmlDocument({ title, body, data, assets: { script, style } }) {
	const policy = [
		"default-src 'none'",
		`style-src '${hashOf(style)}'`,
		...script === void 0 ? [] : [`script-src '${hashOf(script)}'`],
		"img-src data:; base-uri 'none'; form-action 'none'"
	].join("; ");
	const json = JSON.stringify(data)?.replaceAll("<", String.raw`\u003c`);
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${xml(title)}</title><link rel="icon" href="data:,">
<style>${style}</style></head><body>
${body}
${json === void 0 ? "" : `<script type="application/json" id="data">${json}<\/script>\n`}${script === void 0 ? "" : `<script>${script}<\/script>\n`}</body></html>
`;
}
function hashOf(text) {
	return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

// src/page/picture.ts
const [width, height] = [160, 36];
/** The course of some levels as a picture; of many by their means, so that a line stays a line. */
function sparkline(levels) {
	const size = Math.ceil(levels.length / width);
	const means = [...Map.groupBy(levels, (_, index) => Math.floor(index / size)).values()].map((some) => some.reduce((sum, level) => sum + level, 0) / some.length);
	const middle = (Math.max(...means) + Math.min(...means)) / 2;
	const range = Math.max(Math.max(...means) - Math.min(...means), .2);
	const points = means.map((mean, index) => {
		return `${(4 + index / Math.max(1, means.length - 1) * (width - 8)).toFixed(1)} ${(height / 2 - (height - 8) * (mean - middle) / range).toFixed(1)}`;
	});
	return `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true"><path d="M${points.join("L")}"/><path class="end" d="M${points.at(-1)}h0"/></svg>`;
}
/** A change with its interval over the tolerance around no change; towards better is right. */
function intervalPicture(found) {
	const { change, low, high, tolerance } = found;
	const most = Math.max(2 * tolerance, Math.min(1, Math.max(-low, high, Math.abs(change)) * 1.1));
	const x = (value) => (width / 2 * (1 + Math.max(-1, Math.min(1, value / most)))).toFixed(1);
	return `<svg class="small" viewBox="0 0 ${width} 20" role="img" aria-label="interval"><path class="zone" d="M${x(-tolerance)} 10H${x(tolerance)}"/><path class="faint" d="M${x(0)} 0V20"/><path d="M${x(low)} 10H${x(high)}"/><path class="end" d="M${x(change)} 10h0"/></svg>`;
}
/** The logs of sides round by round, the first in colour. */
function roundsPicture(sides) {
	const all = sides.flat();
	const [low, high] = [Math.min(...all), Math.max(...all)];
	const paths = sides.map((logs, side) => {
		const points = logs.map((log, round) => {
			return `${(4 + round / Math.max(1, logs.length - 1) * (width - 8)).toFixed(1)} ${(height - 4 - (height - 8) * (log - low) / (high - low || 1)).toFixed(1)}`;
		});
		const dots = points.map((point) => `M${point}h0`).join("");
		return logs.length === 0 ? "" : `<g class="${side > 0 ? "beside" : ""}"><path d="M${points.join("L")}"/><path class="end" d="${dots}"/></g>`;
	});
	return `<svg class="small" viewBox="0 0 ${width} ${height}" role="img" aria-label="rounds">${paths.toReversed().join("")}</svg>`;
}

// src/page/words.json
var leftOut = [
	"older than the newest that a page takes",
	"of the future, by their own clocks",
	"copies of others"
];
var noCell = "No cell is like this.";
var noRun = "No run is stored.";
var noLevel = "no accepted level yet";
var against = "to the accepted level";
var host = ", the host";
var cellColumns = [
	"cell",
	"verdict",
	"base → head",
	"change",
	"against the tolerance",
	"rounds in their order",
	"notes"
];
var cellLegend = "Change: + is better. Bars: the interval, over the tolerance around no change. Rounds: the head in colour, what it was measured beside in grey.";

// src/page/run.ts
/** Judged runs as one page that needs nothing else, not even a script. */
function runsPage(runs, { style }) {
	const body = `<main>${runs.map(runHtml).join("")}</main>`;
	return htmlDocument({
		title: "Storage gate: run",
		body,
		assets: { style }
	});
}
function runHtml({ run, judgement }) {
	const titleOf = titlesOf(run);
	const { title, sentence, sureness } = headlineOf(judgement, titleOf);
	const about = `${formatMoment(run.startedAt)}, ${commitOf(run)?.slice(0, 12) ?? "no commit"}, environment ${run.fingerprint.slice(0, 12)}`;
	const { gatedCells } = judgement;
	const shown = judgement.cells.filter(({ gated }) => gated || gatedCells === 0);
	const rest = judgement.cells.filter((cell) => !shown.includes(cell));
	const rows = (cells) => tableHtml(cellColumns, cells.map((cell) => cellRow(run, cell, titleOf)), (cell) => cell);
	return `<h1 class="${judgement.verdict}"><span class="verdict">${xml(title)}</span></h1><p>${xml(sentence)}. ${xml(sureness)}</p><p class="faint">${xml(about)}</p>
${listHtml("Changes", judgement.changes.map(changeText))}
${rows(shown)}<p class="faint">${cellLegend} ${xml(intervalLegend(judgement))}</p>
${rest.length === 0 ? "" : `<details><summary>Not gated: ${rest.length}</summary>${rows(rest)}</details>`}
${listHtml("Caveats", caveatTexts(run, judgement))}
<h2>Latency</h2>${latencyHtml(run, titleOf)}
${listHtml("Attested", attestationList(run).map(({ label, text: found }) => `${label}: ${found}`))}
${listHtml("How it was measured", [...labelsOf(run).map(({ name, text: said }) => `${name}: ${said}`), costsOf(run)])}`;
}
function cellRow(run, cell, titleOf) {
	const { metric, change, interval, tolerance, reason, drift, outliers = [] } = cell;
	const value = (level) => level === void 0 ? "" : formatValue(metric, level);
	const notes = [
		...reason === void 0 ? [] : [reasonText(reason)],
		...drift === void 0 ? [] : [`drift ${formatChange(drift)}`],
		...outliers.map(({ round, change: by }) => `round ${round}: ${formatChange(by)}`)
	];
	return [
		xml(`${rowLabel({
			name: cell.arm,
			side: cell.side
		})}, ${titleOf(cell.workload)}${metric === "throughput" ? "" : `, ${metric}`}`),
		`<b class="${cell.verdict}"><span class="verdict">${cell.verdict}</span></b>`,
		`${value(cell.base)} → ${value(cell.head)}`,
		change === void 0 ? "" : formatChange(change),
		interval === void 0 || change === void 0 ? "" : `${intervalPicture({
			change,
			tolerance,
			...interval
		})}<br>${formatInterval(interval)}, tolerance ${formatShare(tolerance)}`,
		roundsPicture(sidesOf(run, cell).map((side) => side.kind === "values" ? side.logs : [])),
		xml(notes.join("; "))
	];
}
/** The rounds of a cell and of what it was measured beside. */
function sidesOf(run, { arm, workload, metric }) {
	const head = headIndexOf(run, arm);
	const pair = pairOfArm(run.plan, head);
	const against = run.plan.pairs?.[pair ?? -1]?.against ?? liveBaseOf(run, arm)?.index;
	return [head, ...against === void 0 ? [] : [against]].map((armIndex) => sampleOf(run, {
		armIndex,
		pair,
		workload,
		metric
	}));
}
function latencyHtml(run, titleOf) {
	const metrics = metricNames.filter((name) => name.startsWith("latency"));
	const rows = run.arms.filter(({ side }) => side === "head").flatMap(({ name: arm }) => run.plan.suite.workloads.map(({ name: workload }) => [`${arm}, ${titleOf(workload)}`, ...metrics.map((metric) => sidesOf(run, {
		arm,
		workload,
		metric
	}).flatMap((side) => side.kind === "values" ? [formatValue(metric, side.centre)] : []).join(" / "))]));
	return tableHtml(["head / beside it", ...metrics], rows, xml);
}
function tableHtml(head, rows, show) {
	const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${show(cell)}</td>`).join("")}</tr>`);
	return `<div class="scroll" tabindex="0" role="region" aria-label="${head[0]}"><table><thead><tr>${head.map((name) => `<th>${name}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}
function listHtml(title, items) {
	if (items.length === 0) return "";
	return `<h2>${title}</h2><ul>${items.map((item) => `<li>${xml(item)}</li>`).join("")}</ul>`;
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

// src/cli/setup.ts
/** Name of the guest lock in a repository. */
const lockFileName = "storage-gate.lock";
/** Tools of the guest that setup builds; guests with other tools take its kernel. */
const tools = ["sysbench"];
/**
* `storage-gate setup`: host packages; on demand the newest guest kernel of apt or host, and the
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
		remedy: "use the newest: `storage-gate setup --upgrade-guest --lock-guest`"
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

// src/cli/sides.ts
/**
* The disks of a commit, by its own config and its own files, and those as they are written;
* `bad-argument` where there is no such commit, `bad-config` where its config can't be used.
*/
async function baseSideAt(revision, request) {
	const { workspace } = request;
	const named = [
		"--verify",
		"--end-of-options",
		`${revision}^{commit}`
	];
	const commit = await askGit("-C", workspace, "rev-parse", ...named);
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
	}, request.configFile);
	if (!base.ok) throw refusal(base.rejections, configFile);
	const images = {
		workspace,
		top,
		extract: extractFrom(at)
	};
	const side = await withBaseImages(base.value, images) ?? base.value;
	const written = {
		specs: request.raw.disks,
		config: before.configFile,
		definitions
	};
	const both = new Map([...definitions, ...request.definitions ?? []]);
	const lock = await fileAt(relative(top, resolve(workspace, lockFileName)), at);
	return {
		side,
		written,
		isAlike: measuresAlike({
			...request,
			definitions: both
		}, before.configFile, request.configFile) && (lock === void 0 ? "" : lock.ok && lock.value) === lockIn(workspace)
	};
}
/** The guest lock of a work tree, empty where it has none. */
function lockIn(workspace) {
	const path = resolve(workspace, lockFileName);
	return existsSync(path) ? readBounded(path, { most: mostDefinition }).toString() : "";
}
/** The text of a file of a commit, or why there is none; undefined where there is nothing. */
async function fileAt(path, at) {
	const entry = await entryAt(path, at);
	if (entry?.ok !== true) return entry;
	const { oid, size } = entry.value;
	if (size > mostDefinition) return reject(path, tooLarge(size, mostDefinition));
	return accept((await runGit({
		args: [
			"cat-file",
			"blob",
			oid
		],
		cwd: at.top
	})).stdout);
}
/**
* The settings with what the disks were at --base-ref, and those disks. Without settings there is
* nothing to measure, which is told: nothing under test changed, or no number could turn it green.
*/
async function sidesFrom(options, terminal) {
	const request = await requestFrom(options);
	const { configFile, definitions } = request;
	const revision = textOf(options.baseRef);
	const base = revision === void 0 ? void 0 : await baseSideAt(revision, request);
	const before = (base?.side.arms ?? []).map((arm) => ({
		...arm,
		side: "head"
	}));
	const asked = {
		...request,
		baseSide: base?.side
	};
	const whole = resolveSettings(asked);
	const isPart = base?.isAlike === true && before.length > 0 && whole.ok && whole.value.measure === "changed";
	const parted = isPart ? resolveSettings({
		...asked,
		kept: false
	}) : whole;
	const compared = parted.ok ? await settleImages(parted.value, terminal) : void 0;
	const policed = whole.ok ? whole : resolveJudging(request, []);
	const show = (lines, json) => terminal.print(options.format === "json" ? jsonText(json) : lines.map(plainText).join("\n"));
	if (base !== void 0 && policed.ok) {
		const now = {
			specs: request.raw.disks,
			config: configFile,
			definitions
		};
		const { policy } = policed.value;
		const sides = {
			before: base.written,
			now,
			side: base.side,
			compared,
			policy
		};
		const { losses, missing } = redAtOnce(sides);
		const reds = [...losses.map((one) => ({
			verdict: "regressed",
			disk: one.disk,
			says: lossText(one)
		})), ...missing.map((one) => ({
			verdict: "missing",
			disk: one.disk,
			says: missingText(one)
		}))];
		const red = {
			losses: losses.length,
			advisory: policy.advisory === true
		};
		const lines = reds.map(({ verdict, disk, says }) => `${verdict}: ${disk}: ${says}`);
		if (reds.length > 0) {
			show(lines, { reds });
			return {
				before,
				isPart,
				red
			};
		}
	}
	const settings = compared ?? requireSettings(asked);
	if (!isPart) return {
		settings,
		before,
		isPart
	};
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
	show([`nothing under test changed since ${revision}: ${heads.join(", ")}`], { unchanged: heads });
	return {
		before,
		isPart
	};
}

// src/cli/commands.ts
/** `storage-gate run`: measure, judge, report, record. Exit status 1 where the gate failed. */
async function runCommand(options, terminal) {
	const { settings, before, isPart, red } = await sidesFrom(options, terminal);
	if (red !== void 0) return red.advisory ? 0 : 1;
	if (settings === void 0 || isDryRun(options, [settings.plan], terminal)) return 0;
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
		publish: async (judged) => terminal.print(reportOf([judged], options, terminal.color)),
		ancestry: await ancestryOf(context.commit, location, terminal),
		store,
		record: whyNot === void 0,
		keep: kept.keep
	}).catch(kept.rescue);
	await kept.settle();
	terminal.say(whyNot === void 0 ? `stored as ${outcome.recordedAt}` : `not stored: ${whyNot}`);
	return outcome.judgement.passed || settings.policy.advisory ? 0 : 1;
}
/** Why the run of `storage-gate run` does not join its store; undefined where it does. */
function whyNotRecorded(location, { record }) {
	if (isReadOnly(location)) return `${describeStore(location)} is a single run`;
	return record === false ? "--no-record was given" : void 0;
}
/** `storage-gate measure`: a run document and nothing else. */
async function measureCommand(options, terminal) {
	const settings = await settleImages(await settingsFrom(options), terminal);
	if (isDryRun(options, [settings.plan], terminal)) return 0;
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
	const report = reportOf(judged, options, terminal.color && options.out === void 0);
	const out = textOf(options.out);
	if (out === void 0) terminal.print(report);
	else await writeOutput(out, report);
	return policy.advisory || judged.every(({ judgement }) => judgement.passed) ? 0 : 1;
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
function reportOf(judged, { format }, color) {
	if (format === "html") return runsPage(judged, pageAssets());
	return renderAs(formats.find((known) => known === format) ?? "text", judged, color);
}

// src/cli/bisect.ts
/** `git bisect run` goes on with another commit. */
const skip = 125;
/**
* `storage-gate bisect-step`: builds the commit that git checked out and measures it beside the
* good one. 0 not worse, 1 regressed, 125 where nobody can tell. `measureRun` is how a run is had;
* a test gives one that was measured before.
*/
async function bisectStepCommand(options, terminal, measureRun) {
	const { good, commits, taken } = await bisectionOf(options);
	if (await askGit("rev-parse", "--verify", "--quiet", "HEAD^2") !== void 0) {
		terminal.say("a merge is skipped");
		return skip;
	}
	await build(options, ".", terminal);
	const base = await goodParts(options, good, terminal);
	const asked = {
		rounds: "16",
		budget: "10m",
		...options,
		...base,
		baseRef: good,
		record: false
	};
	const { settings, red } = await sidesFrom(asked, terminal);
	if (red !== void 0) return red.losses > 0 ? 1 : skip;
	if (settings === void 0) return 0;
	if (isDryRun(options, [settings.plan], terminal)) return skip;
	const falseAlarm = stepShare(settings.policy.falseAlarm, commits, taken);
	const policy = {
		...settings.policy,
		falseAlarm
	};
	const context = await surroundings(terminal, options);
	const judged = await runLive({
		...settings,
		policy,
		...context
	}, measureRun);
	terminal.print(renderAs("text", [judged], terminal.color));
	const { verdict } = judged.judgement;
	if (verdict === "regressed") return 1;
	return verdict === "unchanged" || verdict === "improved" ? 0 : skip;
}
/**
* The exit status of a step that ended with an error: to git all below 125 is a verdict on the
* commit. Another commit may be free of it, but not of a call that is wrong; 128 ends the
* bisection.
*/
function stepStatusOf(error, status) {
	if (status >= 128) return status;
	return error instanceof GateError && error.code !== "bad-argument" ? skip : 128;
}
/** The good commit, how many are in question, and how many were asked about so far. */
async function bisectionOf(options) {
	const marks = [...(await askGit("bisect", "log") ?? "").matchAll(/^# (\S+): \[(\w+)\]/gm)];
	const first = async (term) => {
		const name = await askGit("bisect", "terms", `--term-${term}`);
		return marks.find(([, mark]) => mark === name)?.[2];
	};
	const named = textOf(options.good) ?? await first("good") ?? "";
	const good = await askGit("rev-parse", "--verify", "--end-of-options", `${named}^{commit}`);
	if (!good) throw new GateError("bad-argument", {
		problem: named === "" ? "there is no good commit" : `there is no good commit ${named}`,
		remedy: "give --good REV"
	});
	const commits = await askGit("rev-list", "--count", await first("bad") ?? "HEAD", `^${good}`);
	return {
		good,
		commits: Number(commits ?? 1),
		taken: marks.length - 2
	};
}
/** Runs the command of --build, by the user's own environment; what it says is shown. */
async function build({ build: command }, cwd, { signal }) {
	const argv = [
		"/bin/sh",
		"-c",
		textOf(command) ?? ":"
	];
	await runTool({
		argv,
		cwd,
		signal,
		env: process.env,
		isShown: true
	});
}
/**
* The parts of the good side that lie in the repository, built once in a work tree of their own,
* which is kept: a QEMU needs more of its build than its binary.
*/
async function goodParts(options, good, terminal) {
	const top = await topOfClone(".");
	const parts = [
		"Qemu",
		"Kernel",
		"Initrd"
	].flatMap((part) => {
		const path = relative(top, resolve(textOf(options[part.toLowerCase()]) ?? "/"));
		return path.startsWith("..") ? [] : [[part, path]];
	});
	const name = sha256Hex(`${top} ${good} ${textOf(options.build)}`).slice(0, 16);
	const tree = join(terminal.cacheDirectory, "bisect", name);
	const done = `${tree}.built`;
	if (parts.length > 0 && !existsSync(done)) {
		terminal.say(`- building ${good} in ${tree}`);
		await rm(tree, {
			recursive: true,
			force: true
		});
		await runGit({ args: ["worktree", "prune"] });
		await runGit({ args: [
			"worktree",
			"add",
			"--detach",
			tree,
			good
		] });
		await build(options, tree, terminal);
		await writeFile(done, "");
	}
	return Object.fromEntries(parts.map(([part, path]) => [`base${part}`, join(tree, path)]));
}

// src/cli/device.ts
/** `storage-gate device show`: a device, or all that the owner of this host gave a name. */
async function deviceShow(paths, _options, terminal) {
	const named = await namedDevices();
	const wanted = paths.length > 0 ? paths : [...named.keys()];
	if (wanted.length === 0) terminal.say("no device has a name on this host");
	for (const name of wanted) {
		const device = await inspectDevice(named.get(name) ?? name, terminal.signal);
		terminal.print(described$1(device));
	}
	return 0;
}
/** `storage-gate device claim`: shows what is there, and puts our mark where nothing is. */
async function deviceClaim(path, { yes }, terminal) {
	const device = await inspectDevice(path, terminal.signal);
	terminal.print(described$1(device));
	await claimDevice(device, { isWorthless: yes === true });
	terminal.say(`${path} carries our mark: runs on this host may write to all of it`);
	return 0;
}
function described$1({ path, size, refusals, mark, isBlank }) {
	const content = isBlank === true ? "its beginning is zero" : "its beginning holds something";
	const facts = [
		formatBytes(size),
		`mark: ${mark}`,
		...mark === "none" ? [content] : []
	];
	return [`${path}: ${isBlank === void 0 ? "not read" : facts.join(", ")}`, ...refusals.map((refusal) => `  ${refusal}`)].join("\n");
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
		key: mode === void 0 ? void 0 : keyOf$1(mode),
		durability: disk.durability ?? (mode === void 0 ? "unknown" : durabilityClass(mode.cache)),
		shown: mode === void 0 ? [] : shownFields(mode, disk)
	};
}
function keyOf$1(mode) {
	return diskModeKey(mode).replace(/,size=.*/, "");
}
function shownFields(mode, { origins, open }) {
	return fieldValues(mode).filter(({ name }) => !gatesOwn.includes(name) || origins[name] !== void 0).map((field) => {
		const flags = field.name === "cache" ? flagKeys.map(({ key }) => key) : [];
		const places = [field.name, ...flags].flatMap((name) => origins[name] ?? []);
		const isOpen = open.some(({ name }) => name === field.name);
		const said = [...new Set(places.map(describeOrigin))].join(", ") || "QEMU's default";
		const from = isOpen ? "to be said in the config" : said;
		return {
			name: field.name,
			value: field.value,
			from
		};
	});
}
function describeOrigin(origin) {
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
		const head = refused.length === 0 && impossible.length === 0 ? key ?? "" : "can't be measured as it is";
		const rows = shown.map((field) => [
			field.name,
			field.value,
			field.from
		]);
		return [
			`${name}${head}   ${durability === "unknown" ? "durability unknown" : `class ${durability}`}`,
			...refused.flatMap(({ line, problem, remedy }) => [`${indent}${at(line)}${problem}`, `${indent}  -> ${remedy}`]),
			...impossible.map((problem) => `${indent}${problem}`),
			...open.map((field) => `${indent}${field.name} must be said in the config: ${field.why}`),
			...alignColumns(rows, [
				0,
				1,
				2
			]).map((line) => `${indent}${line}`),
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
		const text = `${locked}, which the first run takes if archive or host still has it`;
		return [warning(topic, text, "if it does not: `storage-gate setup --upgrade-guest`")];
	}
	if (cached !== void 0) {
		const text = `${cached.package} ${cached.version}, from the cache; no lock names another`;
		return [ok(topic, text)];
	}
	if (site.kernel !== void 0) return [ok(topic, "the first run builds one for --kernel")];
	const text = await hasApt() ? "the first run downloads and builds one (about 40 MB)" : `without apt, the first run builds one from ${(await hostKernel()).kernel}`;
	return [ok(topic, text)];
}

// src/doctor/examination.ts
/**
* What this host can measure, what is missing, and what would make its numbers better; in the order
* in which a reader would fix it. Changes nothing but the caches that a run would fill.
*/
async function examineHost(examination) {
	const missing = await missingPackages();
	return [
		...await examinePackages(missing),
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
async function examinePackages(missing) {
	const topic = "packages";
	if (missing.length === 0) return [ok(topic, "all programs that measuring needs are installed")];
	return [{
		topic,
		state: "problem",
		text: `missing: ${missing.map(({ program }) => program).join(", ")}`,
		remedy: `\`storage-gate setup\`, or: ${(await installCommand(missing))?.join(" ") ?? "put them into a directory of PATH"}`
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

// src/cli/doctor.ts
/** `storage-gate doctor`: 0 where this host can measure, 69 where it can't. */
async function doctorCommand(options, terminal) {
	const { plan, site, baseline } = await settingsFrom(options);
	const { cacheDirectory, say, signal } = terminal;
	const lastRun = lastOfSuite(await newestRuns(baseline, terminal), plan);
	const findings = [...await examineHost({
		plan,
		site,
		cacheDirectory,
		lastRun,
		say,
		signal
	})];
	if (process.env["RUNNER_ENVIRONMENT"] === "github-hosted") findings.unshift(warning("runner", "GitHub's, another one each time", hosted));
	const able = canMeasure(findings);
	if (options.format === "json") terminal.print(jsonText({
		canMeasure: able,
		findings
	}));
	else terminal.print(renderFindings(findings, terminal.color));
	return able ? 0 : 69;
}
const hosted = "compare base and head alone: examples/hosted.yml";
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

// src/page/facts.ts
/** The facts of a run: its throughputs, and what else the policy gates. */
function factsOf(run, { digest, policy: asked }) {
	const policy = policyFor(rulesOf(run.plan.suite).gates, asked);
	const titleOf = titlesOf(run);
	const cells = headCells(run).flatMap((cell) => {
		const { gated, tolerance } = ruleFor({
			...cell,
			side: "head"
		}, policy);
		if (!gated && cell.metric !== "throughput") return [];
		const found = valuesOf(run, cell);
		const facts = {
			cell: {
				...cell,
				tolerance
			},
			title: titleOf(cell.workload)
		};
		return found === void 0 ? [] : [[cellText(cell), {
			...facts,
			...found
		}]];
	});
	const { startedAt, environment, arms } = run;
	return {
		startedAt,
		fingerprint: fingerprintOf(environment),
		environment,
		suite: run.plan.suite.name,
		digest,
		identity: runIdentity(run),
		commit: commitOf(run),
		rounds: run.rounds.length,
		disturbed: disturbanceOf(run),
		disks: arms.flatMap((arm) => arm.side === "head" ? [subjectOf(arm)] : []),
		cells: new Map(cells)
	};
}
function valuesOf(run, cell) {
	const sample = headSampleOf(run, cell);
	const reading = readingOf(run, cell);
	if (sample.kind === "missing" || reading === void 0) return void 0;
	const half = estimateOf(centreOf(sample.logs, 0), sample.n).halfWidth(.025);
	const { armIndex, ...gauged } = yardstickOf(run, cell);
	const yardstick = armIndex === void 0 ? void 0 : sampleOf(run, {
		...gauged,
		armIndex
	});
	return {
		reading,
		half: half < Math.LN2 && sample.n > 1 ? half : void 0,
		rounds: sample.logs.map((log) => log - sample.logCentre),
		yardstick: yardstick?.kind === "values" ? yardstick.logCentre : void 0
	};
}
function yardstickOf(run, { arm, workload, metric }) {
	const pair = gaugedIn(run, headIndexOf(run, arm))?.pair;
	return {
		pair,
		workload,
		metric,
		armIndex: run.plan.pairs?.[pair ?? -1]?.against
	};
}
/** What others took in most of its rounds counts, as everywhere for information. */
function disturbanceOf(run) {
	const why = whyNotEligible(run);
	if (why !== void 0) return whyLeftOut(why);
	const { rounds, environment } = run;
	return loadParts.flatMap((part) => {
		const taken = rounds.flatMap(({ load }) => takenByOthers(load, part) ?? []);
		if (2 * taken.length <= rounds.length) return [];
		const counts = {
			rounds: taken.length,
			of: rounds.length,
			processors: environment.cpuCores
		};
		return [doubtText({
			kind: "others-load",
			part,
			most: Math.max(...taken),
			...counts
		})];
	}).join("; ");
}
function subjectOf(arm) {
	const { qemu, kernel, initrd } = arm.subject;
	const parts = [
		qemu,
		kernel,
		initrd
	].map((part) => part?.sha256 ?? "");
	return {
		arm: {
			...arm,
			attestation: {
				ok: arm.attestation.ok,
				evidence: []
			}
		},
		subject: [arm.key, ...parts].join(" ")
	};
}

// src/page/pack.ts
/** Logarithms: of a level in base units, of a ratio, of a round over its run; half an interval. */
const packings = {
	level: {
		low: -36,
		high: 36,
		characters: 4
	},
	ratio: {
		low: -8,
		high: 8,
		characters: 3
	},
	round: {
		low: -2,
		high: 2,
		characters: 2
	},
	half: {
		low: 0,
		high: 4,
		characters: 2
	},
	count: {
		low: 0,
		high: 4094,
		characters: 2
	}
};
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const places = new Map(Array.from(alphabet, (character, place) => [character.charCodeAt(0), place]));
/**
* Numbers as text that JSON and HTML leave as it is: thousands of them in a quarter of what digits
* take. What is beyond the ends is put at the end; undefined stays undefined.
*/
function pack(values, { low, high, characters }) {
	const steps = 64 ** characters - 2;
	return values.map((value) => {
		const share = value === void 0 ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
		let rest = value === void 0 ? 0 : 1 + Math.round(share * steps);
		let text = "";
		for (let place = 0; place < characters; place += 1, rest = Math.floor(rest / 64)) text = (alphabet[rest % 64] ?? "") + text;
		return text;
	}).join("");
}

// src/page/history-data.ts
/** What a page shows of an environment, by the index of its runs; it has one at least. */
function environmentOf(runs, { acknowledgements, judgements, verdicts, subjects }) {
	const [{ fingerprint, environment, suite }] = runs.slice(-1);
	const said = acknowledgements.filter((one) => one.fingerprint === fingerprint).map((one) => ({
		...one,
		run: indexFrom(runs, lastRunOf(one))
	}));
	const newest = new Map(runs.flatMap((run) => [...run.cells]));
	const disks = [...newest.values()].map(({ cell }) => cell.arm);
	const breaks = new Map(disks.map((disk) => [disk, breaksOf(runs, disk)]));
	const numbers = {
		times: runs.map((run) => startOf$1(run) / 1e3),
		commits: runs.map(({ commit }) => commit ?? ""),
		subjects: runs.map(({ commit }) => subjects.get(commit ?? "") ?? ""),
		digests: runs.map(({ digest }) => digest),
		rounds: runs.map(({ rounds }) => rounds),
		disturbed: runs.map(({ disturbed }) => disturbed),
		said: said.map(({ run }) => run)
	};
	const judgement = judgements.get(fingerprint);
	const cells = [...newest].map(([name, facts]) => cellOf(name, facts, {
		runs,
		said,
		judgement,
		breaks
	}));
	return {
		fingerprint,
		what: describeEnvironment(environment, suite),
		judged: verdictsText(sumOfVerdicts(verdicts.filter((one) => one.fingerprint === fingerprint))),
		runs,
		said,
		breaks,
		numbers,
		cells: cells.toSorted((a, b) => worstFirst(a.verdict, b.verdict) || (a.change ?? 0) - (b.change ?? 0))
	};
}
function lastRunOf({ runs }) {
	return Math.max(...runs.map(startOf$1));
}
/** The first run from a moment on, or the last one. */
function indexFrom(runs, moment) {
	const found = runs.findIndex((run) => startOf$1(run) >= moment);
	return found === -1 ? runs.length - 1 : found;
}
/** Where another subject begins, and what changed. */
function breaksOf(runs, disk) {
	let before;
	return runs.flatMap((run, index) => {
		const own = run.disks.find(({ arm }) => arm.name === disk);
		const last = before;
		before = own ?? last;
		if (own === void 0 || last === void 0 || own.subject === last.subject) return [];
		return [[index, subjectChanges(last.arm, own.arm).map(({ what, from, to }) => `${what} ${from} -> ${to}`).join(", ")]];
	});
}
function cellOf(name, { cell, title, reading: { load } }, around) {
	const { runs, said, judgement, breaks } = around;
	const all = runs.map((run) => run.cells.get(name));
	const readings = all.flatMap((one) => one?.reading ?? []);
	const judged = judgement?.cells.find((one) => one.side === "head" && cellText(one) === name);
	const like = readings.filter((one) => isLikeLoad(one.load, load));
	const shifts = shiftsOf(cell, like).map((shift) => ({
		...shift,
		run: indexFrom(runs, startOf$1(shift))
	}));
	const packed = (kind, valueOf) => pack(all.map((one) => one && valueOf(one)), packings[kind]);
	const rounds = all.map((one) => one?.rounds ?? []);
	return {
		key: `${runs[0]?.fingerprint.slice(0, 12)}/${name}`,
		cell,
		title: cell.metric === "throughput" ? title : `${title}, ${cell.metric}`,
		verdict: judged?.verdict ?? "unmeasured",
		why: judged?.reason === void 0 ? "" : reasonText(judged.reason),
		/** How it stands to the accepted level, towards better. */
		change: levelOf(cell, {
			readings,
			acknowledgements: said
		})?.againstAccepted?.change,
		readings,
		shifts,
		numbers: {
			unit: shownUnit(cell.metric),
			factor: unitFactor(cell.metric),
			levels: packed("level", ({ reading }) => reading.log),
			halves: packed("half", ({ half }) => half),
			ratios: packed("ratio", ({ reading: { ratio } }) => ratio?.log),
			yardsticks: packed("level", ({ yardstick }) => yardstick),
			/** Of each run as many as it has. */
			counts: pack(rounds.map(({ length }) => length), packings.count),
			rounds: pack(rounds.flat(), packings.round),
			accepted: acceptedSteps(cell, readings, around),
			shifts: shifts.map(({ run, change }) => [run, change]),
			breaks: breaks.get(cell.arm)?.map(([run]) => run) ?? []
		}
	};
}
/** What was accepted from which run on, as a gate would have read it then. */
function acceptedSteps(cell, readings, { runs, said }) {
	return [...readings.slice(5 - 1, 5).map(startOf$1), ...said.map(lastRunOf)].toSorted((a, b) => a - b).flatMap((until) => {
		const level = acceptedLevel(cell, {
			readings,
			acknowledgements: said,
			until
		});
		return level === void 0 ? [] : [[indexFrom(runs, until), level.logValue]];
	});
}

// src/page/history.ts
/** The page of a store: one document that needs nothing else. */
function historyPage(stored, assets) {
	const { runs, notes } = soundRuns(stored);
	const environments = [...Map.groupBy(runs, ({ fingerprint }) => fingerprint).values()].map((group) => environmentOf(group, stored)).toReversed();
	const all = environments.flatMap(({ cells }) => cells);
	const made = new Date(stored.madeAt).toISOString().slice(0, 10);
	const damaged = Map.groupBy(stored.damaged, ({ reason }) => reason);
	const filters = {
		disk: all.map(({ cell }) => cell.arm),
		workload: all.map(({ title }) => title),
		verdict: all.map(({ verdict }) => verdict)
	};
	return htmlDocument({
		title: "Storage gate: history",
		data: dataOf(environments, stored),
		assets,
		body: `<header><h1><a href="#">Storage history</a></h1><p class="faint">${[`${formatCount(runs.length, "run")}, made on ${made}`, ...notes.map((note) => `<strong>${note}</strong>`)].join("; ")}</p></header>
<main><div id="overview"><form class="bar" role="search"><input type="search" name="q" placeholder="Search" aria-label="Search">${Object.entries(filters).map(([name, values]) => selectOf(name, values)).join("")}<output aria-live="polite">${formatCount(all.length, "cell")}</output></form>
<p id="none"${all.length > 0 ? " hidden" : ""}>${all.length > 0 ? noCell : noRun}</p>
${environments.map(environmentHtml).join("\n")}
${[...damaged].map(([reason, files]) => `<details><summary>${formatCount(files.length, "document")} not used: ${xml(reason)}</summary><ul>${files.map(({ path }) => `<li>${xml(path)}</li>`).join("")}</ul></details>`).join("\n")}</div>
${environments.flatMap((one) => one.cells.map((cell) => cellHtml(cell, one, stored))).join("\n")}
${assets.view}</main>`
	});
}
function dataOf(environments, { repository = "" }) {
	return {
		repository,
		environments: environments.map(({ numbers, cells }) => ({
			...numbers,
			cells: Object.fromEntries(cells.map(({ key, numbers: own }) => [key, own]))
		}))
	};
}
/** Each run once, the oldest first, with a sentence for each kind that is left out. */
function soundRuns({ runs, madeAt, older }) {
	const past = runs.toSorted((a, b) => startOf$1(a) - startOf$1(b)).filter((run) => startOf$1(run) <= madeAt + 864e5);
	const once = [...new Map(past.map((run) => [run.identity, run])).values()];
	return {
		runs: once,
		notes: [
			older,
			runs.length - past.length,
			past.length - once.length
		].flatMap((count, why) => count === 0 ? [] : [`${formatCount(count, "run")} left out: ${leftOut[why]}`])
	};
}
function selectOf(name, values) {
	return `<select name="${name}" aria-label="${name}"><option value="">every ${name}</option>${[...new Set(values)].toSorted().map((one) => `<option>${xml(one)}</option>`).join("")}</select>`;
}
function environmentHtml(environment) {
	const { what, runs, judged, fingerprint, cells } = environment;
	const [first, last] = [runs[0], runs.at(-1)].map((run) => formatMoment(run?.startedAt ?? ""));
	return `<section><h2>${xml(what)}</h2><p class="faint">${formatCount(runs.length, "run")}, ${first} to ${last}, environment ${fingerprint.slice(0, 12)}${judged && `; pull requests: ${judged}`}</p><ul class="tiles">${cells.map(tileHtml).join("")}</ul></section>`;
}
function tileHtml(history) {
	const { key, cell, title, verdict, readings, shifts, change } = history;
	const last = shifts.at(-1);
	const isHost = last?.ratio !== void 0 && Math.abs(last.ratio) < Math.abs(last.change) / 2;
	const against$1 = change === void 0 ? noLevel : `${formatChange(change)} ${against}`;
	const moved = last && `${formatChange(last.change)} on ${last.startedAt.slice(0, 10)}${isHost ? host : ""}`;
	const logs = readings.map(({ log }) => log);
	return `<li data-disk="${xml(cell.arm)}" data-workload="${xml(title)}" data-verdict="${verdict}"><a class="tile ${verdict}" href="#cell=${encodeURIComponent(key)}"><b>${xml(cell.arm)}</b><b class="verdict">${verdict}</b><span>${xml(title)}</span>${sparkline(logs)}<span>${formatValue(cell.metric, Math.exp(logs.at(-1) ?? 0))}</span><span class="faint">${moved ?? against$1}</span></a></li>`;
}
/** A cell with what happened to it; the script puts the chart below. */
function cellHtml({ key, cell, title, verdict, why, change, shifts }, { what, runs, breaks, said }, { repository, subjects }) {
	const commitHtml = (run) => {
		const commit = runs[run]?.commit ?? "";
		const name = commit.slice(0, 12) || "no commit";
		return `${repository === void 0 || commit === "" ? name : `<a href="${xml(repository)}/commit/${commit}" rel="noreferrer">${name}</a>`} ${xml(subjects.get(commit) ?? "")}`;
	};
	const items = [
		...shifts.map(({ run, change: by, ratio }) => ({
			run,
			html: `level ${formatChange(by)}${ratio === void 0 ? "" : `, ratio to the yardstick ${formatChange(ratio)}`}`,
			isBetween: true
		})),
		...(breaks.get(cell.arm) ?? []).map(([run, changes]) => ({
			run,
			html: `another subject: ${xml(changes)}`,
			isBetween: true
		})),
		...said.map(({ run, by, reason }) => ({
			run,
			html: `accepted by ${xml(by)}: ${xml(reason)}`,
			isBetween: false
		}))
	].toSorted((a, b) => b.run - a.run).map(({ run, html, isBetween }) => `<li>${runs[run]?.startedAt.slice(0, 10)} ${html}${isBetween ? `: ${commitHtml(run - 1)} → ${commitHtml(run)}` : ""}</li>`);
	const stands = why === "" && change !== void 0 ? `${formatChange(change)} ${against}` : why;
	return `<article id="${key}" class="${verdict}" hidden><a href="#">← all cells</a><h2>${xml(`${cell.arm}, ${title}`)}</h2><p><b class="verdict">${verdict}</b> ${xml(stands)}</p><p class="faint">${xml(what)}</p><ul class="events">${items.join("")}</ul></article>`;
}

// src/cli/history.ts
/** Most runs of a page, the newest: with 24 cells it has 7 MB then. */
const mostRuns = 5e3;
/** Documents that are read at once: what they are read for is kept, and they are not. */
const batch = 32;
/** `storage-gate history`: all stored runs as one page that needs no server. */
async function historyCommand(options, terminal) {
	const configFile = await configFileOf(options);
	const { policy, baseline } = requirePolicy({
		raw: rawSettings(options),
		configFile,
		origin: "cli"
	}, []);
	await using store = await openAt(locate(baseline), terminal, true);
	const series = await seriesOf(store);
	const entries = series.flatMap(({ runs }) => runs).toSorted((a, b) => (b.name?.start ?? 0) - (a.name?.start ?? 0));
	const wanted = [...entries.slice(0, mostRuns), ...series.flatMap((one) => one.acknowledgements)];
	const runs = [];
	const acknowledgements = [];
	const damaged = [];
	const newest = /* @__PURE__ */ new Map();
	for (let from = 0; from < wanted.length; from += batch) {
		terminal.signal.throwIfAborted();
		for (const { entry, file } of await readAll(store, wanted.slice(from, from + batch))) if ("run" in file) {
			const { run } = file;
			const facts = factsOf(run, {
				digest: documentDigest(run, entry.name),
				policy
			});
			const { fingerprint } = facts;
			runs.push(facts);
			const last = newest.get(fingerprint);
			if (isEligible(run) && (last === void 0 || startOf$1(run) > startOf$1(last))) newest.set(fingerprint, run);
		} else if ("acknowledgement" in file) acknowledgements.push(file.acknowledgement);
		else if ("reason" in file) damaged.push({
			path: entry.path.split("/").slice(-2).join("/"),
			reason: file.reason
		});
	}
	const judgements = /* @__PURE__ */ new Map();
	for (const [fingerprint, run] of newest) {
		const judged = await judgeAgainst({
			run,
			store,
			policy,
			isDefaultBranch: true
		});
		judgements.set(fingerprint, judged.judgement);
	}
	const older = Math.max(0, entries.length - mostRuns);
	const page = historyPage({
		runs,
		acknowledgements,
		damaged,
		judgements,
		verdicts: await listVerdicts(store),
		older,
		subjects: await subjectsOf(runs),
		repository: await repositoryOf(options),
		madeAt: Date.now()
	}, pageAssets());
	const path = await writePage(textOf(options.out) ?? "storage-gate-history", page);
	const left = older === 0 ? "" : `; ${formatCount(older, "older run")} left out`;
	const unread = damaged.length === 0 ? "" : `; ${formatCount(damaged.length, "document")} not read`;
	terminal.say(`${path}: ${formatCount(runs.length, "run")}, ${formatBytes(page.length)}${left}${unread}`);
	return 0;
}
/** Writes the page into a directory, which is made where it is missing. */
async function writePage(directory, page) {
	await mkdir(directory, { recursive: true }).catch((cause) => {
		const facts = {
			problem: `${directory} can't be made`,
			why: messageOf(cause),
			remedy: "give --out a directory that you may write to"
		};
		throw new GateError("bad-argument", {
			...facts,
			path: directory
		}, { cause });
	});
	const path = join(directory, "index.html");
	await writeOutput(path, page);
	return path;
}
/** First lines of the messages of commits that the clone has. */
async function subjectsOf(runs) {
	const commits = [...new Set(runs.flatMap(({ commit }) => commit ?? []))];
	if (commits.length === 0) return /* @__PURE__ */ new Map();
	const said = await askGit(...[
		"log",
		"--no-walk=unsorted",
		"--ignore-missing",
		"--format=%H %s"
	], ...commits) ?? "";
	return new Map(said.split("\n").map((line) => {
		const [commit = "", ...words] = line.split(" ");
		return [commit, words.join(" ").slice(0, 120)];
	}));
}
/** The address below which commits are found: the option, the workflow's own, or the remote's. */
async function repositoryOf({ repository }) {
	const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
	const told = textOf(repository);
	const found = addressIn(told ?? (server && name ? `${server}/${name}` : void 0) ?? await askGit("remote", "get-url", "origin") ?? "");
	if (told === void 0 || found !== void 0) return found;
	throw new GateError("bad-argument", {
		problem: `--repository: ${told} is no address of a repository`,
		remedy: "write it as https://HOST/NAME"
	});
}
/** An address without who asks; those of ssh are taken to be the same on the web. */
function addressIn(text) {
	const ssh = /^(?:ssh:\/\/)?(?:[\w.-]+@)([\w.-]+)(?::\d+\/|[:/])([\w./~-]+)$/.exec(text);
	const url = URL.parse(ssh === null ? text : `https://${ssh[1]}/${ssh[2]}`);
	if (url === null || !/^https?:$/.test(url.protocol)) return void 0;
	return `${url.origin}${url.pathname}`.replace(/\/$|\.git\/?$/, "");
}

// src/cli/init.json
var begin = [
	"# What storage-gate measures; docs/config.md has every key. `storage-gate disks FILE` shows what is",
	"# read of a definition. A disk's name ties it to its history: keep it.",
	"version: 1",
	"# directory: /var/lib/libvirt/images    # the drive under test",
	"disks:"
];
var end = ["# Wall time after which no further round starts.", "budget: 20m"];
var fallback = ["# No definition of a guest is read yet. This disk is written as fields: say yours.", "prod: { format: qcow2, cache: none, aio: native, bus: virtio-blk, iothread: on, size: 1GiB }"];
var next = [
	"next: read storage-gate.yml, and keep the disks that matter to you",
	"next: run storage-gate doctor where it will be measured, and name that machine at runs-on",
	"next: commit both; pull requests are compared with what {main} measures"
];

// src/cli/init.ts
/** Files that may be definitions by their names, and what one has in it that is worth reading. */
const names = /(?:\.(?:xml|sh|bash|service|conf|ya?ml|json|args|log|mk|just|j2|tf|hcl|nix)|(?:^|\/)[^./]+)$/;
const words = /qemu|kvm|libvirt|<domain|<disk|kubevirt|virt-install|proxmox|^(?:scsi|virtio)\d+:/im;
/** Bounds of one search: a repository may have anything in it. */
const most = {
	files: 5e3,
	bytes: 2 ** 26,
	shown: 30,
	entries: 16
};
const workflow = "# Every push to the default branch is measured and kept; a pull request is measured and compared\n# with what was kept. Its place is .github/workflows/storage-gate.yml. Disks, budget and policy\n# stand in storage-gate.yml at the top of your repository, such as storage-gate.config.yml.\nname: Storage gate\n\non:\n  push:\n    branches: [main]\n  pull_request:\n    # labeled, unlabeled: storage-gate-measure has a pull request measured although nothing under\n    # test changed, and storage-gate-accepted lets a known loss pass.\n    types: [opened, synchronize, reopened, labeled, unlabeled]\n  merge_group:\n  # Never pull_request_target: it would run the pull request's code beside your secrets, so the\n  # action refuses it.\n\npermissions:\n  contents: read # checkout, and the stored runs\n  pull-requests: write # the comment; without it the report stays in the step summary\n  statuses: write # the commit status storage-gate, which branch protection can require\n\nconcurrency:\n  group: storage-gate-${{ github.ref }}\n  # A new push, or a label of the gate, makes the pull request's earlier run pointless; any other\n  # label waits for it. Runs of main are the baseline: none is cut off.\n  cancel-in-progress: >-\n    ${{ github.event_name == 'pull_request' && (!github.event.label || startsWith(github.event.label.name, 'storage-gate-')) }}\n\njobs:\n  gate:\n    if: github.event_name != 'push'\n    # A machine of your own, whose drive stays the same: hosted runners change under you.\n    runs-on: [self-hosted, linux, storage]\n    # Above the budget in storage-gate.yml, so that the gate ends the run and not the runner.\n    timeout-minutes: 30\n    steps:\n      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n      - uses: OWNER/qemu-storage-gate@v0 # pin to a commit for real use\n        id: gate\n        with:\n          # One history for both jobs.\n          baseline: git:refs/storage-gate/baselines:gate\n      # Also when the gate failed: that is when the numbers are wanted.\n      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0\n        if: always() && steps.gate.outputs.run-path != ''\n        with:\n          name: storage-gate\n          path: |\n            ${{ steps.gate.outputs.run-path }}\n            ${{ steps.gate.outputs.report-path }}\n\n  baseline:\n    if: github.event_name == 'push'\n    # A machine of your own, whose drive stays the same: hosted runners change under you.\n    runs-on: [self-hosted, linux, storage]\n    permissions:\n      contents: write # the run joins the ref refs/storage-gate/baselines; no pull request gets this\n      pull-requests: read # which loss a merged pull request was let pass with\n    # Above the budget in storage-gate.yml, so that the gate ends the run and not the runner.\n    timeout-minutes: 30\n    steps:\n      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n      - uses: OWNER/qemu-storage-gate@v0 # pin to a commit for real use\n        id: gate\n        with:\n          # One history for both jobs.\n          baseline: git:refs/storage-gate/baselines:gate\n      # Also when the gate failed: that is when the numbers are wanted.\n      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0\n        if: always() && steps.gate.outputs.run-path != ''\n        with:\n          name: storage-gate\n          path: |\n            ${{ steps.gate.outputs.run-path }}\n            ${{ steps.gate.outputs.report-path }}\n";
/**
* `storage-gate init`: finds the definitions of a repository, shows what is understood of each, and
* writes a config and a workflow. Never changes a file that is there.
*/
async function initCommand(options, terminal) {
	const top = await topOfClone(process.cwd());
	const { found, refused } = search(top, (await askGit("-C", top, "ls-files", "-z"))?.split("\0") ?? []);
	for (const { path, list, disks } of found) terminal.print(renderDisks(path, list, disks));
	for (const line of refused.slice(0, most.shown)) terminal.print(line);
	if (found.length === 0) terminal.print("no definition of a guest is read here\n");
	const branch = await askGit("-C", top, "symbolic-ref", "--short", "refs/remotes/origin/HEAD");
	const main = /^origin\/([\w./-]+)$/.exec(branch ?? "")?.[1] ?? "main";
	const texts = {
		"storage-gate.yml": configOf(found),
		".github/workflows/storage-gate.yml": workflow.replace("[main]", `[${main}]`)
	};
	const paths = Object.keys(texts).join(" and ");
	if (options.dryRun === true) {
		terminal.print(`would write ${paths}:\n\n${texts["storage-gate.yml"]}`);
		return 0;
	}
	if (options.yes !== true && !await terminal.confirm(`Write ${paths}?`)) {
		terminal.say("nothing was written: --yes writes without asking");
		return 0;
	}
	for (const [path, text] of Object.entries(texts)) write(join(top, path), path, text, terminal);
	for (const line of next) terminal.say(line.replace("{main}", main));
	return 0;
}
/** What of the tracked files is a definition, and what looks like one and is not read. */
function search(top, tracked) {
	const found = [];
	const refused = [];
	const stores = tracked.filter((path) => /(?:^|\/)storage\.cfg$/.test(path));
	const storages = stores.length === 1 ? textAt(top, stores[0] ?? "") : void 0;
	let bytes = 0;
	for (const path of tracked.filter((each) => names.test(each)).slice(0, most.files)) {
		if (bytes > most.bytes) break;
		const source = textAt(top, path);
		if (source === void 0 || /^(?:\.github|storage-gate\.)/.test(path) || !words.test(source.text)) continue;
		bytes += source.text.length;
		const list = listDisks({
			source,
			storages
		});
		if (list.ok && found.length < most.shown) {
			const used = list.value.format === "proxmox" ? storages?.path : void 0;
			const disks = list.value.disks.map(showDisk);
			if (disks.length > 0) found.push({
				path,
				list: list.value,
				disks,
				storages: used
			});
		} else if (!list.ok) {
			const [first] = list.rejections;
			if (first !== void 0 && !/^is no def|no command that starts/.test(first.problem)) refused.push(`${first.path}: ${first.problem}\n  -> ${first.remedy}\n`);
		}
	}
	return {
		found,
		refused
	};
}
/** A regular file as text; undefined where it is none that is read. */
function textAt(top, path) {
	try {
		if (/[\\\p{C}]/u.test(path) || !lstatSync(join(top, path)).isFile()) return void 0;
		return {
			...readSourceFile(join(top, path)),
			path
		};
	} catch {
		return;
	}
}
/** Why a disk is not measured as its definition has it, a line each. */
function whyNot({ refused, impossible, open }) {
	return [
		...refused.map(({ line, problem, remedy }) => `line ${line}: ${problem} -> ${remedy}`),
		...impossible,
		...open.map(({ name, why }) => `say ${name}: ${why}`)
	];
}
/** The config; disks that need a decision stand in it as comments. */
function configOf(found) {
	const keys = /* @__PURE__ */ new Set();
	let active = 0;
	const entries = found.flatMap(({ path, disks, storages }) => disks.flatMap((disk) => {
		if (disk.skipped !== void 0) return [];
		const why = whyNot(disk);
		if (why.length === 0 && active === most.entries) why.push(`more than ${most.entries} disks take long: choose some`);
		const isActive = why.length === 0;
		if (isActive) active += 1;
		const accepted = (how) => disk.refused.flatMap(({ accepts, name }) => accepts === how ? spelled(name) : []).join(", ");
		const without = accepted("without");
		const said = [
			`from: ${spelled(path)}, target: ${spelled(disk.target)}`,
			storages && `storages: ${spelled(storages)}`,
			accepted("stand-in") && "stand-in: file",
			without && `without: [${without}]`
		].filter(Boolean);
		const entry = `${keyOf(path, disk.target, keys)}: { ${said.join(", ")} }`;
		return [...why.map((reason) => `# ${reason}`), isActive ? entry : `# ${entry}`];
	}));
	const written = (active > 0 ? entries : [...fallback, ...entries]).map((line) => `  ${line.replace(/[\s\p{C}]+/gu, " ")}`);
	return [
		...begin,
		...written,
		...end,
		""
	].join("\n");
}
/** A name for the disk that no other has. */
function keyOf(path, target, keys) {
	const name = `${path.replace(/^.*\//, "").replace(/\.\w+$/, "")}-${target}`.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "disk";
	let key = name;
	for (let count = 2; keys.has(key); count += 1) key = `${name}-${count}`;
	keys.add(key);
	return key;
}
/** A text as a value of YAML in one line. */
function spelled(text) {
	return /^(?!true$|false$|null$)[a-z_][\w./-]*$/i.test(text) ? text : JSON.stringify(text);
}
function write(whole, path, text, { say }) {
	try {
		mkdirSync(dirname(whole), { recursive: true });
		writeFileSync(whole, text, { flag: "wx" });
		say(`wrote ${path}`);
	} catch (cause) {
		if (hasCode(cause, "EEXIST")) return say(`${path} is there already, and stays as it is`);
		const facts = {
			problem: `${path} can't be written`,
			why: messageOf(cause)
		};
		throw new GateError("bad-directory", facts, { cause });
	}
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
			`  block nodes cache.direct=${spelled$1(flags.direct)} cache.no-flush=${spelled$1(flags.noFlush)}, on format and file node`,
			`  device      write-cache=${spelled$1(flags.writeCache)}`,
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

// src/cli/program.json
var program_default = {
	description: "Boots a QEMU guest, benchmarks the disk mode you ship, compares it with earlier runs, and fails where storage throughput regressed.",
	after: [
		"",
		"Examples:",
		"  storage-gate run",
		"      every cache mode and the bare host, as in the blog post",
		"  storage-gate run --suite fio --disk none --profile quick",
		"      one mode, with fio on the raw disk, beside the host",
		"  storage-gate run --disk name=prod,format=qcow2,cache=none,aio=native \\",
		"      --directory /var/lib/libvirt/images",
		"      your own disk, on the drive where your images are",
		"  storage-gate compare run.json --format markdown",
		"      judge a stored run again, without QEMU"
	],
	sets: {
		"plan": [
			"config",
			"disk",
			"disk-from",
			"suite",
			"profile",
			"workloads",
			"rounds",
			"budget",
			"write-budget",
			"random-seed",
			"directory",
			"accel",
			"qemu",
			"kernel",
			"initrd",
			"cpus",
			"pin",
			"lock-wait",
			"allow-tmpfs",
			"dry-run",
			"yes"
		],
		"base": [
			"base-disk",
			"base-qemu",
			"base-kernel",
			"base-initrd"
		],
		"errors": [
			"tolerance",
			"false-alarm",
			"gate"
		]
	},
	shared: {
		"config": {
			"flags": "--config <file>",
			"text": "settings in YAML (default: storage-gate.yml if it exists)"
		},
		"disk": {
			"flags": "--disk <spec>",
			"text": "what to measure, repeatable: a preset (none, writeback, …), host[:PATH], or name=prod,cache=none,aio=native,…",
			"repeat": true
		},
		"disk-from": {
			"flags": "--disk-from <file#target>",
			"text": "a disk of a definition, such as vms/prod.xml#vda: short for --disk name=vda,from=vms/prod.xml,target=vda",
			"repeat": true
		},
		"suite": {
			"flags": "--suite <name>",
			"text": "workloads to run: pairs (two disks in turns; gates), fio (levels of the raw disk) or sysbench (fileio, as in the blog post); default where disks are named: pairs"
		},
		"profile": {
			"flags": "--profile <name>",
			"text": "effort of pairs or fio: quick, standard (default) or thorough; of pairs, sustained too"
		},
		"workloads": {
			"flags": "--workloads <names>",
			"text": "workloads of the suite to measure, such as randread-4k-qd1,read-1m-qd8 (default: all)"
		},
		"rounds": {
			"flags": "--rounds <n>",
			"text": "rounds to measure, each in a freshly booted guest (by profile 10, 12 or 30; fio 8, 16 or 30; sysbench 3)"
		},
		"budget": {
			"flags": "--budget <duration>",
			"text": "time after which no further round starts (default 15m; pairs 6m)"
		},
		"write-budget": {
			"flags": "--write-budget <size>",
			"text": "bytes that the run may write to the drive (default 80GiB; pairs 16GiB, sysbench 320GiB)"
		},
		"random-seed": {
			"flags": "--random-seed <n>",
			"text": "seed for the order of arms (default: random; kept in the run)"
		},
		"directory": {
			"flags": "--directory <dir>",
			"text": "where the images are: the filesystem and drive under test (default: .storage-gate/work)"
		},
		"accel": {
			"flags": "--accel <kind>",
			"text": "auto, kvm (fail if it does not work) or tcg (software emulation)"
		},
		"qemu": {
			"flags": "--qemu <binary>",
			"text": "QEMU under test (default: the one in PATH)"
		},
		"kernel": {
			"flags": "--kernel <file>",
			"text": "guest kernel under test (default: the distribution's cloud kernel)"
		},
		"initrd": {
			"flags": "--initrd <file>",
			"text": "cpio archive loaded after ours, such as modules for --kernel"
		},
		"cpus": {
			"flags": "--cpus <n>",
			"text": "CPUs of the guest, 1 to 8 (default 2)"
		},
		"pin": {
			"flags": "--pin <threads>",
			"text": "threads of the guest with a processor each: vcpus, iothread or all (default: none)"
		},
		"lock-wait": {
			"flags": "--lock-wait <duration>",
			"text": "how long to wait for another run on this host (default 10m)"
		},
		"allow-tmpfs": {
			"flags": "--allow-tmpfs",
			"text": "accept a directory in memory",
			"preset": "true"
		},
		"dry-run": {
			"flags": "--dry-run",
			"text": "only say how long it would take, and what it would write"
		},
		"yes": {
			"flags": "--yes",
			"text": "install missing host packages without asking"
		},
		"base-disk": {
			"flags": "--base-disk <spec>",
			"text": "what the --disk of the same name was before; measured in the same run as the reference",
			"repeat": true
		},
		"base-qemu": {
			"flags": "--base-qemu <binary>",
			"text": "QEMU of the base side; every disk then has a base in a second guest (default: that of the head)"
		},
		"base-kernel": {
			"flags": "--base-kernel <file>",
			"text": "guest kernel of the base side (default: that of the head)"
		},
		"base-initrd": {
			"flags": "--base-initrd <file>",
			"text": "cpio archive of the base side (default: that of the head)"
		},
		"tolerance": {
			"flags": "--tolerance <percent>",
			"text": "smallest loss worth acting on (default 5%)"
		},
		"false-alarm": {
			"flags": "--false-alarm <percent>",
			"text": "share of unchanged runs that may be blocked, over all cells (default 1%)"
		},
		"gate": {
			"flags": "--gate <cell>",
			"text": "only these cells can fail the run, repeatable: ARM/WORKLOAD/METRIC, each part may be *",
			"repeat": true
		},
		"fail-on": {
			"flags": "--fail-on <verdicts>",
			"text": "verdicts that fail the run with exit status 1: regressed,missing (default) or regressed,missing,inconclusive"
		},
		"reference": {
			"flags": "--reference <what>",
			"text": "reference to compare with: both, base or stored; with both, the base side decides (default both)"
		}
	},
	commands: {
		"run": {
			"description": "measure, judge against earlier runs, report, and store the run",
			"options": [
				"@plan",
				"@base",
				{
					"flags": "--baseline <store>",
					"text": "stored runs to judge against: {read} (default dir:.storage-gate)"
				},
				"@errors",
				"fail-on",
				"reference",
				{
					"flags": "--format <format>",
					"text": "format of the report",
					"choices": [
						"text",
						"markdown",
						"html",
						"csv",
						"junit",
						"json"
					],
					"default": "text"
				},
				{
					"flags": "--base-ref <rev>",
					"text": "what the disks were at this commit, by its config and its files, as the base side"
				},
				{
					"flags": "--measure <disks>",
					"text": "with --base-ref: changed (default), or all, which stores the run"
				},
				{
					"flags": "--out <file>",
					"text": "also write the run document here"
				},
				{
					"flags": "--no-record",
					"text": "judge without storing the run, for an experiment"
				}
			],
			"after": [
				"",
				"Without disks on the command line or in the config, the rows of the blog post",
				"are measured with its workloads (--suite sysbench): host, host-direct, default,",
				"writeback, writethrough, none, directsync, unsafe. Disks that are named are",
				"measured in turns of milliseconds with their --base-disk, or with a plain disk",
				"(--suite pairs): these runs alone gate by themselves. --suite fio shows levels,",
				"each beside the host job that does what QEMU does for its mode. Every later run",
				"is compared with the earlier ones in --baseline whose host, guest and tools were",
				"the same."
			]
		},
		"measure": {
			"description": "measure only: writes a run document",
			"options": [
				"@plan",
				"@base",
				{
					"flags": "--out <file>",
					"text": "run document to write",
					"default": "run.json"
				}
			]
		},
		"compare": {
			"description": "judge run documents again; needs no QEMU",
			"arguments": [["<run.json...>", "run documents; several make one report"]],
			"options": [
				{
					"flags": "--baseline <store>",
					"text": "stored runs to judge against: {read} (default dir:.storage-gate)"
				},
				"@errors",
				"fail-on",
				"reference",
				{
					"flags": "--format <format>",
					"text": "format of the report",
					"choices": [
						"text",
						"markdown",
						"html",
						"csv",
						"junit",
						"json"
					],
					"default": "text"
				},
				{
					"flags": "--config <file>",
					"text": "policy in YAML (default: storage-gate.yml if it exists)"
				},
				{
					"flags": "--out <file>",
					"text": "write the report here instead of stdout"
				}
			]
		},
		"record": {
			"description": "store run documents as baselines",
			"arguments": [["<run.json...>", "run documents"]],
			"options": [{
				"flags": "--baseline <store>",
				"text": "where to store them: {change} (default dir:.storage-gate)"
			}]
		},
		"acknowledge": {
			"description": "accept the level of the newest stored runs as what the default branch delivers from now on",
			"options": [
				{
					"flags": "--baseline <store>",
					"text": "the stored runs: {change} (default dir:.storage-gate)"
				},
				{
					"flags": "--reason <text>",
					"text": "why the level is accepted",
					"required": true
				},
				{
					"flags": "--by <name>",
					"text": "who accepts it (default: user.name of git)"
				},
				{
					"flags": "--cell <cell>",
					"text": "only these cells, repeatable: ARM/WORKLOAD/METRIC, each part may be *",
					"repeat": true
				},
				{
					"flags": "--last <n>",
					"text": "number of newest eligible runs whose mean is the level (default 5)"
				},
				{
					"flags": "--environment <digits>",
					"text": "its first digits (default: that of the newest run)"
				}
			]
		},
		"history": {
			"description": "make a page of all stored runs, which opens without a server",
			"options": [
				{
					"flags": "--baseline <store>",
					"text": "the stored runs: {read} (default dir:.storage-gate)"
				},
				"@errors",
				{
					"flags": "--config <file>",
					"text": "policy in YAML (default: storage-gate.yml if it exists)"
				},
				{
					"flags": "--out <directory>",
					"text": "where to write index.html",
					"default": "storage-gate-history"
				},
				{
					"flags": "--repository <address>",
					"text": "whose commits are linked (default: the job's, or origin)"
				}
			]
		},
		"baselines": {
			"description": "list, show and prune stored runs",
			"commands": {
				"list": {
					"description": "list the environments that have stored runs",
					"options": [{
						"flags": "--baseline <store>",
						"text": "the stored runs: {read} (default dir:.storage-gate)"
					}, {
						"flags": "--format <format>",
						"text": "format of the output",
						"choices": ["text", "json"],
						"default": "text"
					}]
				},
				"show": {
					"description": "show the runs, acknowledgements and verdicts of one environment",
					"arguments": [["[environment]", "its first digits (default: that of the newest run)"]],
					"options": [{
						"flags": "--baseline <store>",
						"text": "the stored runs: {read} (default dir:.storage-gate)"
					}, {
						"flags": "--format <format>",
						"text": "format of the output",
						"choices": [
							"text",
							"csv",
							"junit",
							"json"
						],
						"default": "text"
					}]
				},
				"move": { "description": "carry over the branch of earlier versions" },
				"prune": {
					"description": "remove runs, but never the newest, nor one that an acknowledgement refers to",
					"options": [
						{
							"flags": "--baseline <store>",
							"text": "the stored runs: {change} (default dir:.storage-gate)"
						},
						{
							"flags": "--keep <n>",
							"text": "remove all but the newest N of each environment"
						},
						{
							"flags": "--run <digits>",
							"text": "remove this run of `baselines show`, repeatable",
							"repeat": true
						},
						{
							"flags": "--yes",
							"text": "remove them; without it only list what would be removed"
						}
					]
				}
			}
		},
		"doctor": {
			"description": "check what this host can measure, what is missing, and how to fix it",
			"options": [
				"config",
				"disk",
				"directory",
				"accel",
				"qemu",
				"allow-tmpfs",
				"base-qemu",
				{
					"flags": "--baseline <store>",
					"text": "stored runs, from which it learns how much a run writes (default dir:.storage-gate)"
				},
				{
					"flags": "--format <format>",
					"text": "format of the findings",
					"choices": ["text", "json"],
					"default": "text"
				}
			]
		},
		"try": {
			"description": "a picture in a minute: one disk, cache none, the host",
			"options": [
				"directory",
				"accel",
				"qemu",
				"dry-run",
				"yes",
				{
					"flags": "--from <file#target>",
					"text": "a disk of a definition (default: QEMU's)"
				}
			]
		},
		"bisect-step": {
			"description": "for git bisect run: is this commit worse?",
			"options": [
				"@plan",
				"@base",
				"@errors",
				{
					"flags": "--good <rev>",
					"text": "what to measure beside (default: the first good)"
				},
				{
					"flags": "--build <command>",
					"text": "command that builds a commit"
				}
			]
		},
		"selftest": {
			"description": "what a gate on this host says of unchanged disks, and of a known loss",
			"options": [
				"@plan",
				"@errors",
				{
					"flags": "--format <format>",
					"text": "format of the report",
					"choices": ["text", "json"],
					"default": "text"
				}
			],
			"after": [
				"",
				"Measures the disks of the config (or --disk; else --disk none) beside",
				"themselves, in the rounds and by the policy of the gate: what it would have said",
				"of a change that changes nothing. Then the head is the first disk with needless",
				"nodes of QEMU below it, which must read regressed. --budget holds for both runs.",
				"Exit status 1 where the unchanged disks were red, or the loss was not."
			]
		},
		"setup": {
			"description": "install the host packages that are missing (asks on a terminal)",
			"options": [
				{
					"flags": "--yes",
					"text": "do not ask"
				},
				{
					"flags": "--upgrade-guest",
					"text": "use the newest guest kernel of apt, else of this host; a new series of results begins"
				},
				{
					"flags": "--lock-guest",
					"text": "write the guest in use to storage-gate.lock, so that every host boots the same guest"
				}
			]
		},
		"device": {
			"description": "block devices that runs may write to",
			"commands": {
				"show": {
					"description": "show what is on a device, or on those that have a name on this host",
					"arguments": [["[devices...]", "path or name"]]
				},
				"claim": {
					"description": "put our mark on a block device that nobody uses; all of it is worthless then",
					"arguments": [["<path>", "such as /dev/disk/by-id/…"]],
					"options": [{
						"flags": "--yes",
						"text": "what it holds is worthless"
					}]
				}
			}
		},
		"disks": {
			"description": "show what a guest's definition says of its disks, and from where each field is",
			"arguments": [["<file>", "libvirt XML, QEMU arguments, Proxmox or KubeVirt configuration"]],
			"options": [
				{
					"flags": "--as <product>",
					"text": "product whose defaults hold, such as proxmox-9"
				},
				{
					"flags": "--storages <file>",
					"text": "Proxmox's storage.cfg: which storage is of which kind"
				},
				{
					"flags": "--target <disk>",
					"text": "only this disk"
				},
				{
					"flags": "--format <format>",
					"text": "format of the output",
					"choices": ["text", "json"],
					"default": "text"
				}
			]
		},
		"workloads": {
			"description": "list the workloads of the suite pairs, and those of the config, in words",
			"options": ["config", {
				"flags": "--format <format>",
				"text": "format of the output; json has sizes in bytes",
				"choices": ["text", "json"],
				"default": "text"
			}]
		},
		"init": {
			"description": "find definitions of guests here, and write a config and a workflow for them",
			"options": [{
				"flags": "--yes",
				"text": "do not ask"
			}, {
				"flags": "--dry-run",
				"text": "show what would be written, and write nothing"
			}]
		},
		"modes": {
			"description": "list the presets of --disk, and what each sets in QEMU",
			"options": [{
				"flags": "--format <format>",
				"text": "format of the output; json has sizes in bytes",
				"choices": ["text", "json"],
				"default": "text"
			}]
		}
	}
};

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
	const isOpen = [...await store.read(runs.slice(0, 1)), ...oldest.map(({ file }) => file)].flatMap((file) => "run" in file ? headCells(file.run) : []).some((cell) => acceptedLevel(cell, { acknowledgements: said }) === void 0);
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
/** What a selftest measures: the disks beside themselves, and then the first one with a loss. */
function selftestPlans(plan) {
	const [disk] = disksOf(plan);
	if (disk === void 0) throw new RangeError("a plan of pairs has a disk");
	return [twinPlan({
		...plan,
		budget: plan.budget * unchangedShare
	}), knownLossPlan(plan, disk)];
}
/**
* Measures the disks beside themselves, then one of them with a known loss, and judges both as the
* gate would, each against its own base side. `bad-argument` where so few rounds could show no
* loss; trouble in either run is thrown. `measureRun` is how a run is had; a test gives one that
* was measured before.
*/
async function runSelftest(request, measureRun) {
	const { plan, policy, publish, onProgress } = request;
	const [twins, lossy] = selftestPlans(plan);
	onProgress({
		kind: "phase",
		text: "nothing changed: head and base are the same disks"
	});
	const gate = {
		...request,
		commit: null
	};
	const unchanged = await runLive({
		...gate,
		plan: twins
	}, measureRun);
	publish(unchanged);
	onProgress({
		kind: "phase",
		text: `known loss: ${layers} needless nodes of QEMU below the head`
	});
	const { boot, prepare, measure: measuring, rest } = unchanged.run.timing;
	const left = plan.budget - boot - prepare - measuring - rest;
	const strict = {
		...policy,
		cells: [],
		tolerance: Math.min(policy.tolerance, lossTolerance)
	};
	const loss = {
		...lossy,
		budget: Math.max(left, leastKnownLossBudget)
	};
	const knownLoss = await runLive({
		...gate,
		plan: loss,
		policy: strict
	}, measureRun);
	const change = knownLoss.judgement.cells.find(({ gated }) => gated)?.change;
	const found = {
		unchanged,
		knownLoss,
		layers,
		loss: change && -change
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
		budget: leastKnownLossBudget,
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
/**
* `storage-gate selftest`: 0, or 1 where the gate says what it should not. `measureRun` is how a
* run is had; a test gives one that was measured before.
*/
async function selftestCommand(options, terminal, measureRun) {
	const { plan, policy, site } = await settingsOf(options, terminal);
	if (isDryRun(options, selftestPlans(plan), terminal)) return 0;
	const { color } = terminal;
	const isJson = options.format === "json";
	const found = await runSelftest({
		...await surroundings(terminal, options),
		plan,
		policy,
		site: {
			...site,
			base: void 0
		},
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
	if (rulesOf(suite).gates === "by default") return settleImages(settings, terminal);
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

// src/cli/terminal.ts
/** The terminal of this process, in colours where Node says so: NO_COLOR, FORCE_COLOR, pipes. */
function openTerminal(env) {
	const signal = cancelOnSignals();
	const { stdout, stderr } = process;
	const say = (line) => void stderr.write(`${logLine(line)}\n`);
	guardProcess((text) => say(`storage-gate: ${text}`));
	const color = styleText("bold", "-", { stream: stdout }) !== "-";
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
		confirm: ask,
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

// src/report/trial.ts
/** Characters of the longest bar. */
const barWidth = 40;
/**
* One of four cells at 1 % false alarms, seen nine times in ten: normal deviations of the
* difference of two levels.
*/
const deviations = Math.SQRT2 * 4.089;
/**
* The end of a trial for a terminal: what each disk delivers as bars, what this host could decide
* in ten minutes, and the command to go on with.
*/
function renderTrial(run, next, color) {
	const paint = paintFor(color);
	const { columns, rows } = throughputTable(run);
	const pictures = columns.flatMap((column, index) => {
		const cells = rows.map((row) => row.cells[index]);
		const most = Math.max(...cells.map((cell) => cell?.kind === "value" ? cell.throughput : 0));
		const lines = rows.map(({ label }, row) => {
			const cell = cells[row];
			if (cell?.kind !== "value") return [
				label,
				plainText(cell?.reason ?? ""),
				""
			];
			return [
				label,
				"#".repeat(Math.ceil(barWidth * cell.throughput / most)),
				formatThroughput(cell.throughput)
			];
		});
		return [
			paint.bold(column),
			...alignColumns(lines, [0, 1]),
			""
		];
	});
	const { boot, prepare, measure, rest } = run.timing;
	const rounds = run.rounds.length * 600 / (boot + prepare + measure + rest);
	const spreads = rows.flatMap(({ cells }) => cells.map((cell) => cell.kind === "value" && cell.spread || 0));
	const loss = -Math.expm1(-deviations * Math.max(...spreads) / Math.sqrt(rounds));
	const outlook = loss > 0 ? `by this noise, 10 min here decide losses from ${formatShare(loss)} on` : "one round shows no noise; try a quieter host";
	const notes = [
		emulationWarning(run) ?? "longer is faster",
		outlook,
		`next: ${next}`
	];
	return [
		...pictures,
		...notes.map((note) => paragraph("", note)),
		""
	].join("\n");
}

// src/cli/try.ts
/**
* What fits a minute: levels, which take no turns. Turns of page cache and direct writes would take
* as long for one round.
*/
const trial = {
	suite: "fio",
	profile: "quick",
	workloads: "randread-4k-qd1,randwrite-4k-qd32,read-1m-qd8,write-1m-qd2",
	rounds: "4",
	budget: "75s",
	writeBudget: "2GiB"
};
/** Shorter than any profile; a quick drive is done with the cap, and with two rounds. */
const times = {
	rampMilliseconds: 100,
	runMilliseconds: 500,
	writeCap: 64 * 2 ** 20
};
/**
* `storage-gate try`: one disk beside a plain one and beside the host, as a picture, in a minute.
* The config has no say. `measureRun` is how a run is had; a test gives one that was measured
* before.
*/
async function tryCommand(options, terminal, measureRun = measure) {
	const from = textOf(options.from) ?? "";
	const [file = "", target] = from.split("#");
	const path = basename(file);
	const spec = `name=${target ?? "disk"},stand-in=file,from=${path}${target ? `,target=${target}` : ""}`;
	const specs = [from === "" ? "default" : spec, "none"];
	const request = await requestFrom({
		...options,
		...trial
	});
	const { plan: quick, site } = requireSettings({
		...request,
		configFile: void 0,
		raw: {
			...request.raw,
			disks: specs.map((one) => `${one},size=128MiB`)
		},
		definitions: /* @__PURE__ */ new Map([[path, accept(from && readSourceFile(file).text)]])
	});
	const plan = {
		...quick,
		suite: {
			...quick.suite,
			...times
		}
	};
	if (isDryRun(options, [plan], terminal)) return 0;
	const { run, trouble } = await measureRun({
		plan,
		site,
		...await surroundings(terminal, options)
	});
	if (trouble !== void 0) throw trouble;
	const npx = process.env["npm_command"] === "exec" ? "npx qemu-storage-gate" : "storage-gate";
	const disk = from ? `--disk-from '${from}'` : "--disk none";
	terminal.print(renderTrial(run, `${npx} run ${disk}`, terminal.color));
	return 0;
}

// src/cli.ts
const statuses = exitStatuses.map(({ status, meaning }) => `  ${String(status).padEnd(5)}${meaning}`);
/** Columns of a help text at most: longer lines are hard to read. */
const mostColumns = 100;
/** What each command does; it is given its arguments, its options and the terminal. */
const works = {
	run: runCommand,
	measure: measureCommand,
	compare: compareCommand,
	record: recordCommand,
	acknowledge: acknowledgeCommand,
	history: historyCommand,
	"baselines list": listBaselines,
	"baselines show": showBaseline,
	"baselines move": moveBaselines,
	"baselines prune": pruneBaselines,
	doctor: doctorCommand,
	try: tryCommand,
	"bisect-step": bisectStepCommand,
	selftest: selftestCommand,
	setup: setupCommand,
	"device show": deviceShow,
	"device claim": deviceClaim,
	disks: disksCommand,
	workloads: workloadsCommand,
	init: initCommand,
	modes: modesCommand
};
const terminal = openTerminal(process.env);
try {
	await buildProgram().parseAsync();
} catch (error) {
	const thrown = terminal.signal.aborted ? terminal.signal.reason : error;
	const status = reportFailure(thrown);
	const isStep = status > 0 && process.argv[2] === "bisect-step";
	process.exitCode = isStep ? stepStatusOf(thrown, status) : status;
}
function buildProgram() {
	const spec = program_default;
	const command = new Command("storage-gate").version(toolVersion).exitOverride().configureHelp({ showGlobalOptions: true }).configureOutput({
		getOutHelpWidth: () => Math.min(process.stdout.columns ?? 80, mostColumns),
		outputError: (text) => terminal.say(text.trimEnd()),
		getErrHelpWidth: () => Math.min(process.stderr.columns ?? 80, mostColumns)
	}).showHelpAfterError("(add --help for the options)");
	const after = [
		...spec.after ?? [],
		"",
		"Exit status:",
		...statuses
	];
	return described(command, {
		...spec,
		after
	}, spec);
}
/** A command with all that the table says of it, and those below it. */
function described(command, spec, all) {
	const { description, arguments: given = [], options = [], after, commands = {} } = spec;
	command.description(description);
	for (const [name = "", text] of given) command.argument(name, text);
	for (const option of options.flatMap((one) => optionsNamed(one, all))) command.addOption(option);
	if (after !== void 0) command.addHelpText("after", after.join("\n"));
	for (const [name, below] of Object.entries(commands)) {
		const added = described(command.command(name), below, all);
		const work = works[command.parent === null ? name : `${command.name()} ${name}`];
		if (work !== void 0) added.action(runWith(work));
	}
	return command;
}
function optionsNamed(named, { sets, shared }) {
	return (typeof named !== "string" ? [named] : sets[named.slice(1)] ?? [named]).map((spec) => {
		const found = typeof spec === "string" ? shared[spec] : spec;
		if (found === void 0) throw new RangeError("no option of that name is shared");
		return optionOf(found);
	});
}
function optionOf({ flags, text, repeat, required, choices, ...more }) {
	const stores = text.replace("{read}", storesToRead).replace("{change}", storesToChange);
	const option = new Option(flags, stores).makeOptionMandatory(required === true);
	if (choices !== void 0) option.choices(choices);
	if (more.default !== void 0) option.default(more.default);
	if (more.preset !== void 0) option.preset(more.preset);
	return repeat === true ? option.argParser(collect) : option;
}
/** Collects the values of a repeated option; a variadic one would swallow what comes after it. */
function collect(text, earlier = []) {
	return [...earlier, text];
}
/** Runs a command; what it returns is the exit status. */
function runWith(work) {
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