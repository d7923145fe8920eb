// Tests of real servers mostly wait for elections: two at a time cost little more than one. Who shares nothing says so
// by Parallelizable; all others run alone.
[assembly: LevelOfParallelism(2)]
