"""Pages that stand alone: a step, a simulated run, a state graph. Nothing in them asks the network for anything."""
