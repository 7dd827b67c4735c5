"""Can this person get there after work, and home again?

Source: `docs/design/journeys.md`; where it leaves a choice, `docs/decisions/events.md`. In order:
`routine` and `occasions` say what is asked, `clock` and `legs` what days and journeys there are,
`out`, `home` and `eating` answer, `planner` puts the answers together; `steps`, `changes`, `reach`
and `costs` say what follows from one.
"""
