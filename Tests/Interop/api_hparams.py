"""The hyperparameters page."""

from expectation import same_single, tags

ALL = {
    "startIndex": 0, "sliceSize": 1000, "colParams": [],
    "allowedStatuses": [
        "STATUS_UNKNOWN", "STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING",
    ],
}


def sessions(server, expected, findings):
    answer = server.post("/data/plugin/hparams/session_groups", {"experimentName": "", **ALL})
    found = {
        session["name"]: (group, session)
        for group in answer.get("sessionGroups", [])
        for session in group["sessions"]
    }
    # A session of the logdir itself has no name.
    found = {name or ".": value for name, value in found.items()}
    findings.equal("sessions", sorted(found), sorted(expected))
    for run, wanted in expected.items():
        group, session = found[run]
        findings.equal(f"session {run} names", sorted(group["hparams"]), sorted(wanted["hparams"]))
        for name, value in wanted["hparams"].items():
            findings.equal(f"session {run} {name}", group["hparams"][name], value)
        findings.equal(f"session {run} status", session["status"], wanted["status"])
        metrics = {
            metric["name"].get("tag", ""): metric.get("value", 0)
            for metric in session.get("metricValues", [])
        }
        for tag, value in wanted.get("metrics", {}).items():
            findings.equal(f"session {run} metric {tag}", metrics.get(tag), value, same_single)


def experiment(server, expected, findings):
    answer = server.post("/data/plugin/hparams/experiment", {"experimentName": ""})
    infos = {info["name"]: info for info in answer.get("hparamInfos", [])}
    findings.equal("columns", sorted(infos), sorted(expected["hparams"]))
    for name, domain in expected["hparams"].items():
        info = infos[name]
        if isinstance(domain, list):
            found = sorted(info["domainDiscrete"], key=str)
            findings.equal(f"domain of {name}", found, sorted(domain, key=str))
        elif domain is not None:
            interval = info["domainInterval"]
            found = [interval.get("minValue", 0), interval.get("maxValue", 0)]
            findings.equal(f"domain of {name}", found, [domain["min"], domain["max"]])
    metrics = {
        info["name"].get("tag", ""): info.get("displayName", "")
        for info in answer.get("metricInfos", [])
    }
    for tag, name in expected.get("metrics", {}).items():
        findings.equal(f"metric {tag}", metrics.get(tag), name)


SECTIONS = [("hparams", sessions), ("hparams_experiment", experiment)]
