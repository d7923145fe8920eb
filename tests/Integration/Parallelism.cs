// Tests of real servers mostly wait: for elections, for each other, for deadlines. Three at a time keep two cores busy;
// the tests of a fixture that does not say otherwise by Parallelizable go one after another. Who needs something that
// the machine or the process has only once says NonParallelizable and why, and runs alone.
[assembly: LevelOfParallelism(3)]
[assembly: Parallelizable(ParallelScope.Fixtures)]
