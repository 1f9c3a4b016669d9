"""The rules, a family a module. Each compares two summed up footprints and adds to what a Case has found."""
