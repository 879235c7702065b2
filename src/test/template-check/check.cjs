// node check.cjs TEMPLATE...: prints a line for each finding that is more than a remark.
const { RegoEngine, TemplateFile } = require("@aws/cloudformation-validate");

const engine = new RegoEngine();
for (const template of process.argv.slice(2)) {
  const report = engine.validateStandard(new TemplateFile(template), { severityLevel: "WARN" });
  for (const { startLine, severity, ruleId, message } of report.diagnostics) {
    console.log(`${template}:${startLine}: ${severity} ${ruleId}: ${message}`);
  }
}
engine.free();
